/** A project of IAM. Those that come with the account are named like their region, such as `cn-north-4`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** One that is not, is frozen: its services refuse access. */
  readonly enabled: boolean;
}

/** Whether a text is of the only form in which IAM gives ids of projects. A secret key, for one, is not. */
export function isProjectId(text: string): boolean {
  return /^[0-9a-f]{32}$/iu.test(text);
}
