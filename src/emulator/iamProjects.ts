import type { Context } from 'hono';
import * as z from 'zod';
import { projectsOf } from './account';
import type { Account, IamProject } from './account';
import type { Emulation } from './emulation';
import { requireCaller } from './guards';
import type { App, AppEnv } from './guards';
import { badRequest, firstIssue } from './refusal';

const whole = z.string().regex(/^[1-9]\d{0,3}$/u, 'must be a whole number from 1 on');

/** Source: Huawei Cloud, "IAM API Reference", "Querying Project Information". */
const projectQuerySchema = z
  .object({
    name: z.string().optional(),
    domain_id: z.string().optional(),
    parent_id: z.string().optional(),
    enabled: z.enum(['true', 'false']).optional(),
    page: whole.optional(),
    per_page: whole.refine((text) => Number(text) <= 5000, 'must be at most 5000').optional(),
  })
  .refine(({ page, per_page }) => (page === undefined) === (per_page === undefined), {
    message: 'must be used together with the other of page and per_page',
    path: ['page'],
  });

type ProjectQuery = z.infer<typeof projectQuerySchema>;

/** The projects and the account of the caller. */
export function addProjectRoutes(app: App, emulation: Emulation): void {
  const { account, choices } = emulation;

  app.get('/v3/projects', (c) => {
    const { user } = requireCaller(c, emulation);
    const query = parseQuery(c.req.query());
    const visible = choices.projectList === 'account' ? account.projects : projectsOf(account, user);
    const found = visible.filter((project) => matches(account, project, query));
    const { page = '1', per_page: perPage = '5000' } = query;
    const first = (Number(page) - 1) * Number(perPage);
    const end = first + Number(perPage);
    const linked = choices.projectLinks === 'pages';
    return c.json({
      projects: found.slice(first, end).map((project) => projectBody(c, account, project)),
      links: {
        self: c.req.url,
        next: linked && end < found.length ? pageUrl(c, Number(page) + 1) : null,
        previous: linked && first > 0 ? pageUrl(c, Number(page) - 1) : null,
      },
    });
  });

  app.get('/v3/auth/projects', (c) => {
    const { user } = requireCaller(c, emulation);
    const projects = projectsOf(account, user).filter(
      ({ enabled }) => enabled || choices.disabledProjects === 'listed',
    );
    return c.json({
      projects: projects.map((project) => projectBody(c, account, project)),
      links: { self: c.req.url, next: null, previous: null },
    });
  });

  app.get('/v3/auth/domains', (c) => {
    requireCaller(c, emulation);
    const links = { self: selfUrl(c, `/v3/domains/${account.domain.id}`) };
    return c.json({
      domains: [{ ...account.domain, description: '', enabled: true, links }],
      links: { self: c.req.url, next: null, previous: null },
    });
  });
}

function parseQuery(given: Record<string, string>): ProjectQuery {
  const result = projectQuerySchema.safeParse(given);
  if (result.success) return result.data;
  const { path, reason } = firstIssue(result.error);
  throw badRequest(`The parameter ${path} is invalid: ${reason}.`);
}

function matches({ domain }: Account, project: IamProject, query: ProjectQuery): boolean {
  const { name, domain_id, parent_id, enabled } = query;
  return (
    (name === undefined || name === project.name) &&
    (domain_id === undefined || domain_id === domain.id) &&
    (parent_id === undefined || parent_id === (project.parentId ?? domain.id)) &&
    (enabled === undefined || enabled === String(project.enabled))
  );
}

function projectBody(c: Context<AppEnv>, { domain }: Account, { id, name, parentId, enabled }: IamProject): object {
  return {
    id,
    name,
    description: '',
    domain_id: domain.id,
    parent_id: parentId ?? domain.id,
    is_domain: false,
    enabled,
    links: { self: selfUrl(c, `/v3/projects/${id}`) },
  };
}

function selfUrl(c: Context<AppEnv>, path: string): string {
  return new URL(path, c.req.url).href;
}

function pageUrl(c: Context<AppEnv>, page: number): string {
  const url = new URL(c.req.url);
  url.searchParams.set('page', String(page));
  return url.href;
}
