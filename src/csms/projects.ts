import * as z from 'zod';
import type { Project } from '../model/project';
import { ServiceError } from '../model/serviceError';
import { ruleOf } from './schemaRule';
import type { Operation, Reading } from './serviceCall';

/** Far beyond what an account has. */
const maxPages = 100;

/** Likewise. */
const maxProjects = 10_000;

const maxLinkLength = 4096;

/** Which projects are asked for: all of the account, or those that a token's user may use. */
export type ProjectsQuestion = 'KeystoneListProjects' | 'KeystoneListAuthProjects';

const paths: Readonly<Record<ProjectsQuestion, string>> = {
  KeystoneListProjects: '/v3/projects',
  KeystoneListAuthProjects: '/v3/auth/projects',
};

const project = z.object({
  id: z.string().min(1).max(128),
  name: z.string().min(1).max(256),
  enabled: z.boolean().nullish(),
});

const projectsBody = z.object({
  projects: z.array(z.unknown()),
  links: z.object({ next: z.string().max(maxLinkLength).nullish() }).nullish(),
});

interface PageNumber {
  readonly page: number;
  readonly perPage: number | undefined;
}

interface ProjectsPage {
  readonly projects: readonly Project[];
  readonly next: PageNumber | undefined;
}

/**
 * All pages of a list of projects, each project once.
 *
 * @throws {ServiceError} that of a page; `tooLarge` when the pages do not end
 */
export async function listAllProjects(
  run: (operation: Operation<ProjectsPage>) => Promise<ProjectsPage>,
  endpoint: string,
  question: ProjectsQuestion,
): Promise<readonly Project[]> {
  const byId = new Map<string, Project>();
  let asked: PageNumber | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const { projects, next } = await run(pageOperation(endpoint, question, asked));
    const known = byId.size;
    for (const each of projects) if (!byId.has(each.id)) byId.set(each.id, each);
    if (byId.size > maxProjects) throw tooLarge(question);
    if (next === undefined || byId.size === known) return [...byId.values()];
    asked = next;
  }
  throw tooLarge(question);
}

function tooLarge(operation: ProjectsQuestion): ServiceError {
  return new ServiceError({
    kind: 'tooLarge',
    operation,
    reason: `more than ${maxPages} pages or ${maxProjects} projects`,
  });
}

function pageOperation(
  endpoint: string,
  question: ProjectsQuestion,
  asked: PageNumber | undefined,
): Operation<ProjectsPage> {
  const query = new URLSearchParams();
  if (asked) query.set('page', String(asked.page));
  if (asked?.perPage !== undefined) query.set('per_page', String(asked.perPage));
  return {
    name: question,
    method: 'GET',
    url: `${endpoint}${paths[question]}${query.size === 0 ? '' : `?${query.toString()}`}`,
    read: (json) => readPage(json, asked?.page ?? 1),
  };
}

function readPage(json: unknown, page: number): Reading<ProjectsPage> {
  const parsed = projectsBody.safeParse(json);
  if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
  const { projects: rows, links } = parsed.data;
  if (rows.length > maxProjects) return { unreadable: `projects: at most ${maxProjects}` };
  const projects: Project[] = [];
  for (const [index, row] of rows.entries()) {
    const read = project.safeParse(row);
    if (!read.success) return { unreadable: `projects.${index}.${ruleOf(read.error)}` };
    const { id, name, enabled } = read.data;
    projects.push({ id, name, enabled: enabled ?? true });
  }
  const link = links?.next ?? '';
  const next = link === '' ? undefined : nextPage(link, page);
  if (next === 'none') return { unreadable: 'links.next: no later page' };
  return { value: { projects, next }, rows: rows.length };
}

/**
 * The page that a link names. Only its numbers are taken: the credential goes to the endpoint that it was entered for,
 * whatever host a link points to.
 */
function nextPage(link: string, page: number): PageNumber | 'none' {
  const query = new URLSearchParams(/\?([^#]*)/u.exec(link)?.[1] ?? '');
  const next = wholeNumber(query.get('page'));
  if (next === undefined || next <= page) return 'none';
  return { page: next, perPage: wholeNumber(query.get('per_page')) };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : undefined;
}
