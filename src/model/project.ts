/** A project of IAM. Those that come with the account are named like their region, such as `cn-north-4`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** One that is not, is frozen: its services refuse access. */
  readonly enabled: boolean;
}

export function isProjectId(text: string): boolean {
  return /^[0-9a-z]{32,64}$/iu.test(text);
}
