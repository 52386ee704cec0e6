/** Bytes from base64, as numbers from -128 to 127. */
export const bytesOf = (base64: string): Int8Array<ArrayBuffer> =>
  Int8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
