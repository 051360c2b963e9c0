import * as z from 'zod';
import type { Project } from '../../model/connection';
import { ServiceError } from '../../model/serviceError';
import { type JsonResponse, type Operation, type ParseResult, ruleOf } from '../transport/operation';

/** Which page is asked for; none for the first. */
interface PageNumber {
  readonly page: number;
  readonly perPage: number | undefined;
}

interface ProjectsPage {
  readonly projects: readonly Project[];
  readonly next: PageNumber | undefined;
}

type ProjectsOperation = Operation<PageNumber | undefined, ProjectsPage>;

const listing = {
  method: 'GET',
  isRepeatable: true,
  query: (asked: PageNumber | undefined) => ({
    ...(asked && { page: String(asked.page) }),
    ...(asked?.perPage !== undefined && { per_page: String(asked.perPage) }),
  }),
  parse: readPage,
} as const;

/** All projects of the account (IAM API reference). */
export const listAccountProjects: ProjectsOperation = {
  ...listing,
  name: 'KeystoneListProjects',
  path: '/v3/projects',
};

/** The projects that the user of a token may use (IAM API reference). */
export const listUserProjects: ProjectsOperation = {
  ...listing,
  name: 'KeystoneListAuthProjects',
  path: '/v3/auth/projects',
};

/** Far beyond what an account has. */
const maxPages = 100;

/** More than any account has; stops a server that lists without end. */
const maxProjects = 10_000;

const maxLinkLength = 4096;

/**
 * All pages of a list of projects, each project once.
 *
 * @throws {ServiceError} that of a page; `tooLarge` when the pages do not end
 */
export async function allPagesOf(
  operation: ProjectsOperation,
  readNext: (asked: PageNumber | undefined) => Promise<ProjectsPage>,
): Promise<readonly Project[]> {
  const byId = new Map<string, Project>();
  let asked: PageNumber | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const { projects, next } = await readNext(asked);
    const sizeBefore = byId.size;
    for (const each of projects) if (!byId.has(each.id)) byId.set(each.id, each);
    if (byId.size > maxProjects) break;
    if (next === undefined || byId.size === sizeBefore) return [...byId.values()];
    asked = next;
  }
  const reason = `more than ${maxPages} pages or ${maxProjects} projects`;
  throw new ServiceError({ kind: 'tooLarge', operation: operation.name, reason });
}

const project = z.object({
  id: z.string().min(1).max(128),
  name: z.string().min(1).max(256),
  enabled: z.boolean().nullish(),
});

const projectsBody = z.object({
  projects: z.array(z.unknown()),
  links: z.object({ next: z.string().max(maxLinkLength).nullish() }).nullish(),
});

function readPage({ json }: JsonResponse, asked: PageNumber | undefined): ParseResult<ProjectsPage> {
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
  const next = link === '' ? undefined : nextPage(link, asked?.page ?? 1);
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
