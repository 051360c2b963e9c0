import type { Workbench } from './workbench';

interface IamUser {
  readonly domain: string;
  readonly name: string;
  readonly password: string;
}

export interface SignInAnswers {
  readonly endpoint: string;
  readonly projectId: string;
  readonly token: string;
}

/** Answers the input box that asks so. */
export async function enter({ quickInput }: Workbench, message: RegExp, text: string): Promise<void> {
  await quickInput.waitForMessage(message);
  await quickInput.type(text);
  await quickInput.accept();
}

/** Walks through Sign In… up to the token, as a person with a custom endpoint does, and sends the token. */
export async function enterSignIn(workbench: Workbench, { endpoint, projectId, token }: SignInAnswers): Promise<void> {
  await startSignIn(workbench, 'IAM Token', endpoint);
  await enter(workbench, /Project ID/u, projectId);
  await enter(workbench, /IAM token/u, token);
}

/** Walks through Sign In… with a name and password, up to the projects. */
export async function enterPassword(
  workbench: Workbench,
  { endpoint, iamUser }: { readonly endpoint: string; readonly iamUser: IamUser },
): Promise<void> {
  await startIamSignIn(workbench, 'IAM User and Password', endpoint);
  await enter(workbench, /Account name/u, iamUser.domain);
  await enter(workbench, /IAM user name/u, iamUser.name);
  await enter(workbench, /Password of .* not stored/u, iamUser.password);
}

/** Chooses a way to sign in and enters a custom endpoint. */
export async function startSignIn(workbench: Workbench, method: string, endpoint: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('CSMS: Sign In…');
  await quickInput.pick(method);
  // The region of the connection in use is highlighted, so the first ones may not be on screen.
  await quickInput.waitForRows('regions', (rows) => rows.some(({ label }) => /^[a-z]+-[a-z-]+-\d+$/u.test(label)));
  await quickInput.type('Custom'); // it stands below all regions
  await quickInput.pick('Custom Endpoint…');
  await enter(workbench, /Endpoint of the service/u, endpoint);
}

/** The same, and takes the endpoint for that of IAM too, as an emulator's is. */
export async function startIamSignIn(workbench: Workbench, method: string, endpoint: string): Promise<void> {
  await startSignIn(workbench, method, endpoint);
  await workbench.quickInput.waitForMessage(/Endpoint of IAM/u);
  await workbench.quickInput.waitForValue(endpoint);
  await workbench.quickInput.accept();
}
