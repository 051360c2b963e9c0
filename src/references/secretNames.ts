import type { TextSpan } from './secretIds';
import { jsonNameSlots, yamlNameSlots } from './secretProviderClassNames';
import { terraformNameSlots } from './terraformNames';

/** The syntaxes in which a name of a secret can be told from any other word. */
export type ReferenceLanguage = 'terraform' | 'yaml' | 'json';

/** Where the name of a secret stands or is to be written. The text may be empty; start and end exclude the quotes. */
export interface NameSlot extends TextSpan {
  readonly quoted: boolean;
}

/**
 * In document order. A slot whose closing quote is missing ends with its line. Names that are made up of other values,
 * and those written with escapes, are no slots.
 */
export function nameSlotsIn(text: string, language: ReferenceLanguage): readonly NameSlot[] {
  switch (language) {
    case 'terraform':
      return terraformNameSlots(text);
    case 'yaml':
      return yamlNameSlots(text);
    case 'json':
      return jsonNameSlots(text);
  }
}

const languagesById: ReadonlyMap<string, ReferenceLanguage> = new Map([
  ['terraform', 'terraform'],
  ['terraform-vars', 'terraform'],
  ['opentofu', 'terraform'],
  ['opentofu-vars', 'terraform'],
  ['hcl', 'terraform'],
  ['yaml', 'yaml'],
  ['helm', 'yaml'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['json5', 'json'],
]);

const languagesByExtension: ReadonlyMap<string, ReferenceLanguage> = new Map([
  ['tf', 'terraform'],
  ['tofu', 'terraform'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
]);

/** Where names of secrets are looked for: the languages of VS Code, and the endings of files of any other language. */
export const referenceDocuments = {
  languageIds: [...languagesById.keys()],
  extensions: [...languagesByExtension.keys()],
} as const;

/**
 * The file name decides where the editor's language does not: without an extension for Terraform such a file is plain
 * text, and many kinds of YAML have a language of their own.
 *
 * @param languageId of VS Code
 * @param fileName with or without folders
 */
export function referenceLanguage(languageId: string, fileName: string): ReferenceLanguage | undefined {
  const [, extension = ''] = /\.([^./\\]+)$/u.exec(fileName) ?? [];
  return languagesById.get(languageId) ?? languagesByExtension.get(extension.toLowerCase());
}
