import { startEmulator } from '../../../src/emulator/emulator';
import type { RunningEmulator } from '../../../src/emulator/emulator';
import type { EmulatorOptions } from '../../../src/emulator/emulation';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface SignIn {
  readonly user?: RunningEmulator['iamUser'];
  readonly password?: string;
  readonly scope?: object;
  readonly query?: string;
}

export const tokenOf = ({ headers }: Answer): string => headers.get('x-subject-token') ?? '';

/** The message of an answer in IAM's own envelope. */
export const keystoneMessage = ({ body }: Answer): string => (body as { error: { message: string } }).error.message;

export const gatewayMessage = ({ body }: Answer): string => (body as { error_msg: string }).error_msg;

/** A clock that stands still until it is moved. */
export class StoppedClock {
  readonly now = (): number => this.time;

  constructor(private time = Date.UTC(2030, 0, 1, 12)) {}

  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}

export class EmulatorUnderTest {
  static async start(options: EmulatorOptions = {}): Promise<EmulatorUnderTest> {
    return new EmulatorUnderTest(await startEmulator(options));
  }

  private constructor(readonly emulator: RunningEmulator) {}

  /** POSTs when there is a body; `{project}` in the path is the project's id; the token is sent unless headers are given. */
  async call(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.emulator.endpoint + path.replace('{project}', this.emulator.projectId), {
      method: body === undefined ? 'GET' : 'POST',
      headers: headers ?? { 'X-Auth-Token': this.emulator.token },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Asks IAM for a token, of the first project when nothing else is said. */
  signIn({ user = this.emulator.iamUser, password, scope, query = '' }: SignIn = {}): Promise<Answer> {
    const given = { name: user.name, password: password ?? user.password, domain: { name: user.domain } };
    const identity = { methods: ['password'], password: { user: given } };
    const auth = { identity, scope: scope ?? { project: { name: 'cn-north-4' } } };
    return this.call(`/v3/auth/tokens${query}`, { auth }, {});
  }

  /** The status of listing a project's secrets, of the first project when nothing else is said. */
  async statusWith(headers: Record<string, string>, projectId = this.emulator.projectId): Promise<number> {
    return (await this.call(`/v1/${projectId}/csms/tags`, undefined, headers)).status;
  }

  list(request: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.call('/v1/{project}/csms/resource_instances/action', request, headers);
  }

  /** The names on the page that a filter gives. */
  async names(request: object = {}): Promise<readonly string[]> {
    const { body } = await this.list({ action: 'filter', ...request });
    return (body as { resources: { resource_name: string }[] }).resources.map((row) => row.resource_name);
  }
}

/** Starts emulators that are stopped after each test of the suite. */
export function emulators(): (options?: EmulatorOptions) => Promise<EmulatorUnderTest> {
  const started: EmulatorUnderTest[] = [];
  afterEach(() => Promise.all(started.splice(0).map(({ emulator }) => emulator.stop())));
  return async (options) => {
    const emulator = await EmulatorUnderTest.start(options);
    started.push(emulator);
    return emulator;
  };
}
