/** A string of UTF-16 units. Made in pieces, because a call takes only so many arguments. */
export function fromCodes(units: Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += 8192)
    text += String.fromCharCode.apply(null, units.subarray(at, at + 8192) as unknown as number[])
  return text
}
