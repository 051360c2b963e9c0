import * as vscode from 'vscode';
import { displayText } from '../../model/displayText';
import type { SecretFilter, TagCondition } from '../../model/secretFilter';
import type { FilterTextProblem } from '../../query/filterText';

/** What can be wrong with a filter's text or, where it is saved, that there is none, or no condition in it. */
export type SavedFilterProblem = FilterTextProblem['problem'] | { readonly kind: 'notText' | 'noConditions' };

/** More than this makes a name that nobody reads. */
const maxNamed = { conditions: 4, values: 3 } as const;

/** `env = prod or staging, team = any value, name contains db`, cut after a few. */
export function filterName({ tags, nameContains }: SecretFilter): string {
  const names = [...tags.map((tag) => tagConditionName(tag, maxNamed.values)), ...nameContains.map(nameConditionName)];
  const more = names.length - maxNamed.conditions;
  const named = names.slice(0, maxNamed.conditions).join(', ');
  return more > 0 ? vscode.l10n.t('{0} and {1} more', named, more) : named;
}

/** @param maxValues how many values are named */
export function tagConditionName({ key, values }: TagCondition, maxValues = Infinity): string {
  if (values.length === 0) return vscode.l10n.t('{0} = any value', displayText(key));
  const more = values.length - maxValues;
  const named = [...values.slice(0, maxValues).map(valueName), ...(more > 0 ? [vscode.l10n.t('{0} more', more)] : [])];
  return vscode.l10n.t('{0} = {1}', displayText(key), named.join(vscode.l10n.t(' or ')));
}

export function valueName(value: string): string {
  return value === '' ? vscode.l10n.t('(empty value)') : displayText(value, 60);
}

export function nameConditionName(part: string): string {
  return vscode.l10n.t('name contains {0}', displayText(part, 60));
}

/** One sentence about a filter, or a part of one, that the service would refuse or that cannot be read. */
export function problemSentence(problem: SavedFilterProblem): string {
  switch (problem.kind) {
    case 'emptyKey':
    case 'noKey':
      return vscode.l10n.t('A tag key is missing before "=".');
    case 'emptyName':
    case 'noName':
      return vscode.l10n.t('Write a part of the name after "name~".');
    case 'notText':
      return vscode.l10n.t('A saved filter is a text, such as "env=prod".');
    case 'noConditions':
      return vscode.l10n.t('This saved filter has no condition.');
    case 'noValue':
      return vscode.l10n.t('Write a value, or * for any value.');
    case 'noOperator':
      return vscode.l10n.t('"{0}" is not a condition: write key=value, or name~{0}.', displayText(problem.word, 40));
    case 'openQuote':
      return vscode.l10n.t('The closing quotation mark is missing.');
    case 'textAfterQuote':
      return vscode.l10n.t('A space or a comma is missing after the quotation mark.');
    case 'onlyNameContains':
      return vscode.l10n.t(
        'Only names are searched with "~". Write {0}=value for a tag.',
        displayText(problem.key, 40),
      );
    case 'anyAndValues':
      return vscode.l10n.t('* means any value and must stand alone. Put it in quotes to mean the character itself.');
    case 'keyTooLong':
      return vscode.l10n.t('The key has {0} characters; {1} are allowed.', problem.length, problem.max);
    case 'valueTooLong':
      return vscode.l10n.t('The value has {0} characters; {1} are allowed.', problem.length, problem.max);
    case 'nameTooLong':
      return vscode.l10n.t('The part of the name has {0} characters; {1} are allowed.', problem.length, problem.max);
    case 'forbiddenCharacter':
      return vscode.l10n.t('The character {0} is not allowed here.', displayText(problem.character));
    case 'duplicateKey':
      return vscode.l10n.t('The key {0} appears twice. Separate its values with commas.', displayText(problem.key, 40));
    case 'duplicateValue':
      return vscode.l10n.t('The value {0} appears twice.', displayText(problem.value, 40));
    case 'tooManyTags':
      return vscode.l10n.t('At most {0} tag conditions are allowed.', problem.max);
    case 'tooManyValues':
      return vscode.l10n.t('At most {0} values of a key are allowed.', problem.max);
    case 'tooManyNames':
      return vscode.l10n.t('At most {0} name conditions are allowed.', problem.max);
  }
}
