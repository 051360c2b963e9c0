import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Attack } from '../../support/attacks';
import { assertLegible, tells } from '../../support/attackChecks';

/** What our own cards are made of. */
const ownElements = new Set(['p', 'strong', 'ul', 'li', 'hr', 'a']);

/** Longest card: 20 tags and ten facts, each bounded and escaped. */
const maxCardLength = 25_000;

/** A card may hold its own links and lists, and of the attack nothing but text. */
export async function assertCard(attack: Attack, card: vscode.MarkdownString, argument: unknown): Promise<void> {
  assert.ok(!card.supportHtml && !card.supportThemeIcons);
  assert.ok(card.isTrusted === undefined || typeof card.isTrusted === 'object', 'trusted for some commands, or not');
  const commands = card.isTrusted?.enabledCommands ?? [];
  assert.ok(
    commands.every((id) =>
      /^csmsExplorer\.(?:openDetails|revealInTree|copyId|findReferences|openInConsole)$/u.test(id),
    ),
  );
  for (const line of card.value.split('\n')) assertLegible(line, attack, maxCardLength);
  assertEscaped(card.value);

  const html = withoutOwnLinks(await rendered(card), commands, argument);
  assert.doesNotMatch(html, /<[^>]*(?:href|src)=/u, 'an address that is not ours');
  if (attack.neverInHtml) assert.doesNotMatch(html, attack.neverInHtml);
  const elements = new Set(Array.from(html.matchAll(/<\/?([^\s>]*)/gu), ([, name]) => name!));
  assert.deepEqual(
    [...elements].filter((name) => !ownElements.has(name)),
    [],
    'elements that are not ours',
  );
  const text = textOf(html);
  assert.ok(tells(text, attack.text), `the card does not tell the text: ${text.slice(0, 300)}`);
}

/** The Markdown of the editor's preview, which makes links of bare addresses, too. */
async function rendered(card: vscode.MarkdownString): Promise<string> {
  const html = await vscode.commands.executeCommand<string>('markdown.api.render', card.value);
  return html.replace(/^\s*<span id="markdown-[^>]*><\/span>/u, '');
}

/** Links to our commands with the argument that was meant. */
function withoutOwnLinks(html: string, commands: readonly string[], argument: unknown): string {
  const own = new Set(commands.map((id) => `command:${id}?${JSON.stringify([argument])}`));
  return html.replaceAll(/<a [^>]*?href="([^"]*)"[^>]*>/gu, (link, address: string) =>
    own.has(decodeURIComponent(address.replaceAll('&amp;', '&'))) ? '<a>' : link,
  );
}

function textOf(html: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return html.replaceAll(/<[^>]*>/gu, '').replaceAll(/&(lt|gt|quot|amp);/gu, (_, name: string) => characters[name]!);
}

/** Beside the marks that make our own parts, each punctuation mark has a backslash before it. */
function assertEscaped(markdown: string): void {
  const rest = markdown
    .replaceAll(/\\[!-/:-@[-`{-~]/gu, '')
    .replaceAll(/\[[^[\]]*\]\(command:csmsExplorer\.\w+\?[\w%.-]*\)/gu, '')
    .replaceAll(/^(?:- |---$)/gmu, '')
    .replaceAll(/^\*\*(.*)\*\*$/gmu, '$1');
  assert.doesNotMatch(rest, /[!-/:-@[-`{-~]/u, 'a mark without a backslash');
}
