import type { TextSpan } from './secretIds';
import { secretProviderClassNames } from './secretProviderClassNames';
import { terraformNames } from './terraformNames';

/** How a document is written. */
export type DocumentSyntax = 'hcl' | 'yaml' | 'json';

/** What names secrets in a document, such that a name can be told from any other word. A file and a line for each. */
const languages = {
  hcl: [terraformNames],
  yaml: [(text: string) => secretProviderClassNames(text, 'yaml')],
  json: [(text: string) => secretProviderClassNames(text, 'json')],
} satisfies Record<DocumentSyntax, readonly ((text: string) => readonly TextSpan[])[]>;

/**
 * Where names of secrets stand or are to be written, in document order. The text of such a place may be empty; start and
 * end exclude the quotes. One whose closing quote is missing ends with its line. Names that are made up of other values,
 * and those written with escapes, are passed over.
 */
export function namesIn(text: string, syntax: DocumentSyntax): readonly TextSpan[] {
  return languages[syntax].flatMap((namesOf) => namesOf(text)).sort((one, other) => one.start - other.start);
}

const syntaxByLanguageId: ReadonlyMap<string, DocumentSyntax> = new Map([
  ['terraform', 'hcl'],
  ['terraform-vars', 'hcl'],
  ['opentofu', 'hcl'],
  ['opentofu-vars', 'hcl'],
  ['hcl', 'hcl'],
  ['yaml', 'yaml'],
  ['helm', 'yaml'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['json5', 'json'],
]);

const syntaxByExtension: ReadonlyMap<string, DocumentSyntax> = new Map([
  ['tf', 'hcl'],
  ['tofu', 'hcl'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
]);

/** Where names of secrets are looked for: the languages of VS Code, and the endings of files of any other language. */
export const documentsWithNames = {
  languageIds: [...syntaxByLanguageId.keys()],
  extensions: [...syntaxByExtension.keys()],
} as const;

/**
 * The file name decides where the editor's language does not: without an extension for Terraform such a file is plain
 * text, and many kinds of YAML have a language of their own.
 *
 * @param languageId of VS Code
 * @param fileName with or without folders
 */
export function documentSyntax(languageId: string, fileName: string): DocumentSyntax | undefined {
  const [, extension = ''] = /\.([^./\\]+)$/u.exec(fileName) ?? [];
  return syntaxByLanguageId.get(languageId) ?? syntaxByExtension.get(extension.toLowerCase());
}
