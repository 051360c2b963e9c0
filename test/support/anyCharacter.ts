import fc from 'fast-check';

const halves = { first: 0xd800, count: 0x800 };

/** Any character of Unicode. fast-check has a unit for that, which takes a second to be made. */
export const anyCharacter = fc
  .nat(0x10ffff - halves.count)
  .map((code) => String.fromCodePoint(code < halves.first ? code : code + halves.count));
