import type { Attack } from './attack';

/** Characters that order the text around them. */
const directions: readonly Attack[] = [
  { name: 'override to the left', text: 'safe\u202egnp.exe', neverShown: /\u202e/u },
  { name: 'override to the right', text: '\u202dabc', neverShown: /\u202d/u },
  { name: 'embeddings', text: '\u202bone\u202a two', neverShown: /[\u202a\u202b]/u },
  { name: 'end of an embedding', text: '\u202c\u202c\u202cx', neverShown: /\u202c/u },
  { name: 'isolates', text: '\u2067a\u2066b\u2068c', neverShown: /[\u2066-\u2068]/u },
  { name: 'end of an isolate', text: 'x\u2069\u2069', neverShown: /\u2069/u },
  { name: 'direction marks', text: 'a\u200eb\u200fc\u061cd', neverShown: /[\u200e\u200f\u061c]/u },
  { name: 'Trojan source', text: 'prod\u202e\u2066// not\u2069\u2066', neverShown: /[\u202e\u2066\u2069]/u },
  { name: 'Hebrew name', text: 'סוד-ייצור' },
  { name: 'Arabic name with digits', text: 'سر 123 = 456' },
  { name: 'name in both directions', text: 'prod (סוד) = 1.2.3' },
];

/** Characters that nobody sees. */
const invisible: readonly Attack[] = [
  { name: 'zero-width blank', text: 'pro\u200bd', neverShown: /\u200b/u },
  { name: 'zero-width joiners', text: 'pro\u200dd\u200c', neverShown: /[\u200c\u200d]/u },
  { name: 'word joiner', text: 'pro\u2060d', neverShown: /\u2060/u },
  { name: 'soft hyphen', text: 'pro\u00add', neverShown: /\u00ad/u },
  { name: 'byte order mark first', text: '\ufeffprod', neverShown: /\ufeff/u },
  { name: 'byte order mark within', text: 'pro\ufeffd', neverShown: /\ufeff/u },
  {
    name: 'message in tag characters',
    text: 'prod\u{e0073}\u{e0065}\u{e006e}\u{e0064}',
    neverShown: /[\u{e0000}-\u{e007f}]/u,
  },
  { name: 'variation selectors', text: 'pro\ufe0fd\ufe00', neverShown: /[\ufe00-\ufe0f]/u },
  { name: 'data in variation selectors', text: 'a\u{e0101}\u{e0162}\u{e01ef}', neverShown: /[\u{e0100}-\u{e01ef}]/u },
  { name: 'grapheme joiner', text: 'pro\u034fd', neverShown: /\u034f/u },
  { name: 'Hangul fillers', text: 'pro\u3164d\uffa0\u115f\u1160', neverShown: /[\u3164\uffa0\u115f\u1160]/u },
  { name: 'Braille blank', text: 'pro\u2800d', neverShown: /\u2800/u },
  { name: 'Mongolian separator', text: 'pro\u180ed\u180b', neverShown: /[\u180b\u180e]/u },
  { name: 'Khmer vowels', text: 'pro\u17b4d\u17b5', neverShown: /[\u17b4\u17b5]/u },
  { name: 'invisible operators', text: 'a\u2062b\u2063c\u2064', neverShown: /[\u2061-\u2064]/u },
  { name: 'annotation', text: '\ufff9prod\ufffatest\ufffb', neverShown: /[\ufff9-\ufffb]/u },
  { name: 'nothing to see', text: '\u200b\u200b', neverShown: /\u200b/u },
  { name: 'blanks alone', text: '   ' },
  { name: 'wide blanks alone', text: '\u3000\u2003\u00a0' },
  { name: 'no character', text: 'a\uffffb\ufffec\u{1ffff}', neverShown: /[\ufffe\uffff\u{1ffff}]/u },
];

const esc = '\u001b';
const control = /\p{Cc}/u;

/** Characters that do something. */
const controls: readonly Attack[] = [
  { name: 'NUL', text: 'prod\u0000.test', neverShown: control },
  { name: 'bell', text: 'prod\u0007', neverShown: control },
  { name: 'backspaces', text: 'test\b\b\b\bprod', neverShown: control },
  { name: 'delete', text: 'prod\u007f', neverShown: control },
  { name: 'tab', text: 'prod\tENABLED', neverShown: control },
  { name: 'colour of a terminal', text: `${esc}[31mred${esc}[0m`, neverShown: control },
  { name: 'cleared screen', text: `${esc}[2J${esc}[H`, neverShown: control },
  {
    name: 'link of a terminal',
    text: `${esc}]8;;https://evil.example${esc}\\x${esc}]8;;${esc}\\`,
    neverShown: control,
  },
  { name: 'clipboard of a terminal', text: `${esc}]52;c;cm0gLXJmIH4=\u0007`, neverShown: control },
  { name: 'title of a terminal', text: `${esc}]0;evil\u0007`, neverShown: control },
  { name: 'C1 controls', text: '\u009b31mred\u009d0;x\u009c', neverShown: control },
  { name: 'carriage return', text: 'prod\rtest', neverShown: control },
  { name: 'line break', text: 'prod\ntest', neverShown: control },
  { name: 'line break of Windows', text: 'prod\r\ntest', neverShown: control },
  { name: 'next line', text: 'prod\u0085test', neverShown: control },
  { name: 'vertical tab and form feed', text: 'prod\u000btest\u000cx', neverShown: control },
  { name: 'line separator', text: 'prod\u2028test', neverShown: /\u2028/u },
  { name: 'paragraph separator', text: 'prod\u2029test', neverShown: /\u2029/u },
  { name: 'many lines', text: 'x\n'.repeat(500), neverShown: control },
  { name: 'high surrogate', text: 'a\ud83dz', neverShown: /\p{Cs}/u },
  { name: 'low surrogate', text: 'a\ude00z', neverShown: /\p{Cs}/u },
  { name: 'swapped surrogates', text: '\ude00\ud83d', neverShown: /\p{Cs}/u },
  { name: 'glyph of the icon font', text: '\uea81\ueb99', neverShown: /\p{Co}/u },
  { name: 'private plane', text: 'x\u{f0000}\u{10fffd}', neverShown: /\p{Co}/u },
];

/** Characters that look like others, stand on top of each other or do not end. */
const looks: readonly Attack[] = [
  { name: 'tower of marks', text: `pro${'\u0301\u0323\u0489'.repeat(40)}d`, neverShown: /\p{M}{9}/u },
  { name: 'tower of enclosing marks', text: `a${'\u20dd'.repeat(60)}`, neverShown: /\p{M}{9}/u },
  {
    name: 'towers on each letter',
    text: Array.from('prod', (letter) => letter + '\u0316'.repeat(25)).join(''),
    neverShown: /\p{M}{9}/u,
  },
  { name: 'marks without a letter', text: '\u0301\u0301\u0301' },
  { name: 'Cyrillic letters', text: 'рауmеnts' },
  { name: 'full-width letters', text: 'ｐｒｏｄ＄（trash）' },
  { name: 'mathematical letters', text: '𝐩𝐫𝐨𝐝' },
  { name: 'full-width markup', text: '［x］（https：／／evil．example）' },
  { name: 'emoji', text: 'prod 👨‍👩‍👧 ❤️ 🏳️‍🌈 🇨🇳' },
  { name: 'Thai and Vietnamese marks', text: 'น้ำทิ้ง Tiê\u0301ng Viê\u0323t' },
  { name: 'very long', text: `start ${'x'.repeat(4000)}` },
  { name: 'very long with blanks', text: `start ${'word '.repeat(800)}` },
  { name: 'very long emoji', text: `start${'😀'.repeat(2000)}` },
  { name: 'very long of overrides', text: `start${'\u202e'.repeat(4000)}`, neverShown: /\u202e/u },
  { name: 'very long of icons', text: `start${'$(trash)'.repeat(500)}` },
  { name: 'very long of links', text: `start${'[x](https://evil.example)'.repeat(150)}`, neverInHtml: /<a [^>]*evil/u },
  { name: 'very long of brackets', text: `start${'['.repeat(2000)}${']('.repeat(900)}` },
];

export const characters: readonly Attack[] = [...directions, ...invisible, ...controls, ...looks];
