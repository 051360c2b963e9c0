/** A project of IAM. Those that come with the account are named like their region, such as `cn-north-4`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** One that is not, is frozen: its services refuse access. */
  readonly enabled: boolean;
}
