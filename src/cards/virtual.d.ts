declare module 'virtual:bianbai/texts' {
  const texts: import('./texts').Texts
  export default texts
}
