import type { Workbench } from './workbench';

export interface SignInAnswers {
  readonly endpoint: string;
  readonly projectId: string;
  readonly token: string;
}

/** Walks through Sign In… up to the token, as a person with a custom endpoint does, and sends the token. */
export async function enterSignIn(workbench: Workbench, { endpoint, projectId, token }: SignInAnswers): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('CSMS: Sign In…');
  await quickInput.type('Custom'); // it stands below all regions
  await quickInput.pick('Custom Endpoint…');
  await quickInput.waitForMessage(/Endpoint of the service/u);
  await quickInput.type(endpoint);
  await quickInput.accept();
  await quickInput.waitForMessage(/Project ID/u);
  await quickInput.type(projectId);
  await quickInput.accept();
  await quickInput.waitForMessage(/IAM token/u);
  await quickInput.type(token);
  await quickInput.accept();
}
