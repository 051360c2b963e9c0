interface OpenChoice<Value extends string> {
  /** The first is the default. */
  readonly values: readonly [Value, ...Value[]];
  readonly about: string;
}

const choice = <const Value extends string>(
  about: string,
  values: readonly [Value, ...Value[]],
): OpenChoice<Value> => ({
  values,
  about,
});

/**
 * What the service's documents leave open, or contradict each other on. Each row is a switch of the emulator, so that
 * a client can be tried against every reading; none of them is presented as the cloud's behaviour.
 */
export const openChoices = {
  matchCase: choice('case of letters when "matches" looks into a name', ['ignored', 'kept']),
  matchPlace: choice('where in the name the text of "matches" must stand', ['anywhere', 'start']),
  tagCase: choice('case of letters in tag keys and values of a filter', ['kept', 'ignored']),
  order: choice('order of listed secrets', ['name', 'created']),
  missingAction: choice('a request without "action"; 2021 documents it as optional', [
    'by-edition',
    'refused',
    'filter',
  ]),
  emptyTags: choice('"tags": []', ['no-condition', 'refused']),
  countPaging: choice('"limit" and "offset" together with "action": "count"', ['ignored', 'refused']),
  totalCount: choice('what total_count counts when a page is listed', ['matches', 'page']),
  pageCap: choice('most rows in a page, whatever the limit', ['1000', '100']),
  unsetFields: choice('how fields without a value are sent', ['null', 'empty', 'omitted']),
  unknownSecret: choice('status for a secret that does not exist', ['400', '404']),
  wrongToken: choice('who refuses a wrong token: 401 APIGW.0301 or 400 CSMS.0301', ['gateway', 'service']),
  wrongProject: choice('who refuses a project out of scope: 403 CSMS.0302 or 403 APIGW.0310', ['service', 'gateway']),
  expiredToken: choice('how an expired token is refused, with 401: "token expires" or "must be updated"', [
    'APIGW.0301',
    'APIGW.0307',
  ]),
  keyLock: choice('how many refusals in a row lock an access key for 5 minutes', ['5', '6']),
  temporaryKeyScope: choice('the projects that a temporary key opens: all of the user, or its token’s', [
    'user',
    'token',
  ]),
  iamRefusal: choice('who refuses at IAM: the gateway a signature and IAM a token, or one of them both', [
    'by-credential',
    'keystone',
    'gateway',
  ]),
  unknownScope: choice('status for a token of a project that is unknown, disabled or not the user’s', [
    '401',
    '403',
    '404',
  ]),
  projectList: choice('the projects in GET /v3/projects: those of the account, or those the user may use', [
    'account',
    'user',
  ]),
  projectLinks: choice('links.next and links.previous in GET /v3/projects', ['pages', 'null']),
  disabledProjects: choice('disabled projects in GET /v3/auth/projects', ['listed', 'left-out']),
} as const;

type Values<Choice> = Choice extends OpenChoice<infer Value> ? Value : never;

type OpenChoiceName = keyof typeof openChoices;
export type OpenChoices = { readonly [Name in OpenChoiceName]: Values<(typeof openChoices)[Name]> };
export type OpenChoiceOptions = { readonly [Name in OpenChoiceName]?: OpenChoices[Name] | undefined };

export function withDefaults(given: OpenChoiceOptions): OpenChoices {
  const all = Object.entries(openChoices).map(([name, { values }]) => [
    name,
    given[name as OpenChoiceName] ?? values[0],
  ]);
  return Object.fromEntries(all) as OpenChoices;
}
