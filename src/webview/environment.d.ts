/** What VS Code gives a page, and what the bundler makes of files that are no code. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

declare module '*.svg' {
  const text: string;
  export default text;
}

declare module '*.css';
