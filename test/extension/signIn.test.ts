import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settingIds, settingSection, type SignInIntent, signInIntents } from '../../src/ids';
import type { Connection, Project } from '../../src/model/connection';
import { ServiceError } from '../../src/model/serviceError';
import type { Environment } from '../../src/vscode/connections/environmentKey';
import { signIn as runSignIn } from '../../src/vscode/connections/signIn';
import type { SignInDeps } from '../../src/vscode/connections/signInDraft';
import type { ConnectionEntry } from '../../src/vscode/core/openProject';
import type { StoredConnection } from '../../src/vscode/connections/storedConnections';
import { connectionWith } from '../support/projects';
import { type Answer, WatchedEditor } from '../support/watchedEditor';

const north: Project = { id: 'a'.repeat(32), name: 'cn-north-4', enabled: true };
const south: Project = { id: 'b'.repeat(32), name: 'cn-south-1', enabled: true };
const east: Project = { id: 'c'.repeat(32), name: 'cn-east-3', enabled: true };

function connectionTo({ id, name }: Project, facts: Partial<Connection> = {}): Connection {
  const endpoint = `https://kms.${name}.myhuaweicloud.com`;
  const place = { id: `${endpoint}/${id}`, endpoint, region: name, projectId: id, projectName: name } as const;
  const iamEndpoint = `https://iam.${name}.myhuaweicloud.com`;
  return connectionWith({ ...place, method: 'accessKey', iamEndpoint, ...facts });
}

interface Situation {
  /** The first is in use. */
  readonly connections?: readonly ConnectionEntry[];
  readonly environment?: Environment;
  readonly projects?: () => readonly Project[];
}

describe('signing in', () => {
  let editor: WatchedEditor;
  beforeEach(() => {
    editor = new WatchedEditor();
  });
  afterEach(() => editor.dispose());

  /** Answers the prompts, and gives the connections that came of it and the IAM endpoints that were asked. */
  async function signIn(intent: SignInIntent | undefined, answers: readonly Answer[], situation: Situation) {
    const { connections = [], environment = {}, projects = () => [north, south, east] } = situation;
    const taken: StoredConnection[] = [];
    const askedIam: string[] = [];
    const deps = {
      connections: {
        entries: connections,
        signIn: (added: readonly StoredConnection[]) => Promise.resolve(void taken.push(...added)),
      },
      project: { value: connections[0] && { ...connections[0], visible: { state: {} } } },
      service: {
        createClient: () => ({ count: () => Promise.resolve(1), dispose: () => undefined }),
        createIamClient: (endpoint: string) => {
          askedIam.push(endpoint);
          return { listProjects: () => Promise.resolve().then(projects), dispose: () => undefined };
        },
      },
      environment,
    } as unknown as SignInDeps;
    editor.answers = answers;
    const isDone = await runSignIn(deps, intent);
    return { isDone, taken: taken.map(({ connection }) => connection), askedIam };
  }

  const key: readonly Answer[] = [
    { to: /Access key ID/u, type: 'AKNEW' },
    { to: /Secret access key/u, type: 'SKNEW' },
  ];
  const acceptTicked: Answer = { to: /Projects to connect to/u };

  it('opens the project of the region that was chosen, whatever is in use', async () => {
    const inUse = { connection: connectionTo(north), expiresAt: undefined, accessKey: 'AKOLD' };
    const { taken } = await signIn(
      signInIntents.afresh,
      [
        { to: /How do you want to sign in/u, pick: 'Access Key (AK/SK)' },
        { to: /Region of the project/u, pick: 'cn-south-1' },
        ...key,
        acceptTicked,
      ],
      { connections: [inUse] },
    );
    assert.deepEqual(
      taken.map(({ projectName }) => projectName),
      ['cn-south-1'],
    );
  });

  it('renews every project that the old key opened, and no other', async () => {
    const known = (project: Project, accessKey: string): ConnectionEntry => ({
      connection: connectionTo(project, { iamEndpoint: 'https://iam.myhuaweicloud.com' }),
      expiresAt: undefined,
      accessKey,
    });
    const { taken } = await signIn(signInIntents.again, [...key, acceptTicked], {
      connections: [known(south, 'AKOLD'), known(north, 'AKOLD'), known(east, 'AKOTHER')],
    });
    assert.deepEqual(
      taken.map(({ projectName }) => projectName),
      ['cn-south-1', 'cn-north-4'],
    );
  });

  it('asks the IAM of the settings, also where a connection is opened again', async () => {
    const configuration = vscode.workspace.getConfiguration(settingSection);
    await configuration.update(settingIds.iamEndpoint, 'https://iam.example.com', vscode.ConfigurationTarget.Global);
    try {
      const connection = connectionTo(north, { method: 'environment', iamEndpoint: undefined });
      const { askedIam } = await signIn(signInIntents.again, [acceptTicked], {
        connections: [{ connection, expiresAt: undefined }],
        environment: { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SK' },
      });
      assert.deepEqual(askedIam, ['https://iam.example.com']);
    } finally {
      await configuration.update(settingIds.iamEndpoint, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('lets the project ID be typed when IAM cannot be reached, and says why', async () => {
    const { taken } = await signIn(
      undefined,
      [
        { to: /How do you want to sign in/u, pick: 'Access Key of the Environment' },
        { to: /Region of the project/u, pick: 'cn-north-4' },
        { to: /IAM cannot be reached \(ENOTFOUND\).*Enter the project ID/u, type: north.id },
      ],
      {
        environment: { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SK', HUAWEICLOUD_SDK_PROJECT_ID: 'my-project' },
        projects: () => {
          throw new ServiceError({ kind: 'network', operation: 'KeystoneListProjects', reason: 'ENOTFOUND' });
        },
      },
    );
    assert.deepEqual(
      taken.map(({ projectId, method }) => [projectId, method]),
      [[north.id, 'environment']],
    );
  });

  it('takes nothing when IAM refuses the key of the environment, and says so', async () => {
    const { isDone, taken } = await signIn(
      undefined,
      [
        { to: /How do you want to sign in/u, pick: 'Access Key of the Environment' },
        { to: /Region of the project/u, pick: 'cn-north-4' },
      ],
      {
        environment: { HUAWEICLOUD_SDK_AK: 'AKID', HUAWEICLOUD_SDK_SK: 'SK' },
        projects: () => {
          editor.answers = []; // The step before comes again, and is dismissed.
          throw new ServiceError({ kind: 'unauthorized', operation: 'KeystoneListProjects', status: 401 });
        },
      },
    );
    assert.deepEqual([isDone, taken], [false, []]);
    assert.match(editor.sinks.get('notifications')?.join() ?? '', /access key is not accepted \(401\)/u);
  });

  describe('going back after a secret key was accepted', () => {
    const chooseKey: Answer = { to: /How do you want to sign in/u, pick: 'Access Key (AK/SK)', once: true };
    const chooseNorth: Answer = { to: /Region of the project/u, pick: 'cn-north-4', once: true };
    const enterKey: readonly Answer[] = key.map((answer) => ({ ...answer, once: true }));
    const goBackTo = (...prompts: readonly RegExp[]): readonly Answer[] =>
      [acceptTicked.to, ...prompts].map((to) => ({ to, goBack: true, once: true }));
    const acceptAll: Answer = { to: /./u };
    const northIam = 'https://iam.cn-north-4.myhuaweicloud.com';

    it('keeps it as long as nothing that it was entered for changes', async () => {
      const { isDone, taken } = await signIn(
        undefined,
        [chooseKey, chooseNorth, ...enterKey, ...goBackTo(/Secret/u, /Access key ID/u, /Region/u), acceptAll],
        {},
      );
      assert.deepEqual([isDone, taken.map(({ projectName }) => projectName)], [true, ['cn-north-4']]);
    });

    for (const [change, ...answers] of [
      ['another access key ID', ...goBackTo(/Secret/u), { to: /Access key ID/u, type: 'AKOTHER' }],
      [
        'another region',
        ...goBackTo(/Secret/u, /Access key ID/u),
        { to: /Region of the project/u, pick: 'cn-south-1' },
      ],
      [
        'another method',
        ...goBackTo(/Secret/u, /Access key ID/u, /Region/u),
        { to: /How do you want to sign in/u, pick: 'Temporary Access Key' },
      ],
    ] as const satisfies readonly (readonly [string, ...Answer[]])[]) {
      it(`asks for it anew and sends it nowhere after ${change}`, async () => {
        const { isDone, taken, askedIam } = await signIn(
          undefined,
          [chooseKey, chooseNorth, ...enterKey, ...answers, acceptAll],
          {},
        );
        assert.deepEqual([isDone, taken, askedIam], [false, [], [northIam]]);
        assert.match(editor.sinks.get('prompts')?.join('\n') ?? '', /Enter the secret access key/u);
      });
    }

    it('asks for it anew after another endpoint of IAM', async () => {
      const [service, iam] = [/Endpoint of the service/u, /Endpoint of IAM/u];
      const { isDone, taken, askedIam } = await signIn(
        undefined,
        [
          chooseKey,
          { to: /Region of the project/u, pick: 'Custom Endpoint…' },
          { to: service, type: 'https://kms.example.com', once: true },
          { to: iam, type: 'https://iam.example.com', once: true },
          ...enterKey,
          ...goBackTo(/Secret/u, /Access key ID/u),
          { to: iam, type: 'https://iam.example.org', once: true },
          acceptAll,
        ],
        {},
      );
      assert.deepEqual([isDone, taken, askedIam], [false, [], ['https://iam.example.com']]);
    });
  });
});
