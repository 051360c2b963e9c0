import type { Workbench } from './workbench';

export interface SignInAnswers {
  readonly endpoint: string;
  readonly projectId: string;
  readonly token: string;
}

/** Walks through Sign In… up to the token, as a person with a custom endpoint does, and sends the token. */
export async function enterSignIn(workbench: Workbench, { endpoint, projectId, token }: SignInAnswers): Promise<void> {
  const { quickInput } = workbench;
  await startSignIn(workbench, 'IAM Token', endpoint);
  await quickInput.waitForMessage(/Project ID/u);
  await quickInput.type(projectId);
  await quickInput.accept();
  await quickInput.waitForMessage(/IAM token/u);
  await quickInput.type(token);
  await quickInput.accept();
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
  await quickInput.waitForMessage(/Endpoint of the service/u);
  await quickInput.type(endpoint);
  await quickInput.accept();
}

/** The same, and takes the endpoint for that of IAM too, as an emulator's is. */
export async function startIamSignIn(workbench: Workbench, method: string, endpoint: string): Promise<void> {
  await startSignIn(workbench, method, endpoint);
  await workbench.quickInput.waitForMessage(/Endpoint of IAM/u);
  await workbench.quickInput.waitForValue(endpoint);
  await workbench.quickInput.accept();
}
