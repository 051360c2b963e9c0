import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { FakeMemento, FakeSecretStorage } from './fakeEditor';
import { FakePanel } from './fakePanel';
import { canariesIn, type CanaryName } from './canaries';

/** What a person answers: a row to pick or a text to type, where title, prompt or placeholder are like the pattern. */
export interface Answer {
  readonly to: RegExp;
  /** A label, or `the first`. */
  readonly pick?: string;
  readonly type?: string;
  /** Presses the back button instead. */
  readonly goBack?: boolean;
  /** Given only the first time that it fits. */
  readonly once?: boolean;
}

type Undo = () => void;

/**
 * The editor as the extension sees it, for one that is activated a second time: whatever it is handed is written down.
 * What only looks, such as settings and documents, is the real one.
 */
export class WatchedEditor {
  readonly secrets = new FakeSecretStorage();
  readonly globalState = new FakeMemento();
  readonly workspaceState = new FakeMemento();
  readonly handlers = new Map<string, (...args: unknown[]) => unknown>();
  readonly panels: FakePanel[] = [];
  tree: vscode.TreeDataProvider<unknown> | undefined;
  hover: vscode.HoverProvider | undefined;
  answers: readonly Answer[] = [];
  readonly context: vscode.ExtensionContext;
  /** The rows that a person has selected. */
  selection: readonly unknown[] = [];
  isViewVisible = false;
  /** Every command, provider, view, channel and listener that was registered and is not disposed yet. */
  readonly registrations = new Map<object, string>();

  readonly #sinks = new Map<string, string[]>();
  readonly #visibility = new vscode.EventEmitter<void>();
  readonly #undos: Undo[] = [];

  constructor() {
    const extension = vscode.extensions.getExtension('csms-explorer.csms-explorer');
    if (!extension) throw new Error('The extension is not installed.');
    this.context = {
      extension,
      extensionUri: extension.extensionUri,
      extensionPath: extension.extensionPath,
      secrets: this.secrets,
      globalState: this.globalState,
      workspaceState: this.workspaceState,
      subscriptions: [],
    } as unknown as vscode.ExtensionContext;
    try {
      this.#watchCommands();
      this.#watchWindow();
      this.#watchRest();
      this.#watchRegistrations();
    } catch (error) {
      this.dispose(); // Nothing may stay replaced for the suites that follow.
      throw error;
    }
  }

  /** What was handed to the editor since the last `forget`, by where it went. */
  get sinks(): ReadonlyMap<string, readonly string[]> {
    for (const [name, { values }] of [
      ['globalState', this.globalState],
      ['workspaceState', this.workspaceState],
    ] as const) {
      this.#sinks.set(name, [written([...values])]);
    }
    const webviews = this.panels.flatMap(({ panel: { title, webview }, received }) => [
      title,
      webview.html,
      written(webview.options),
      written(received),
    ]);
    this.#sinks.set('webview', webviews);
    return this.#sinks;
  }

  /** Each sink that holds a canary, with the canary's name. */
  leaks(): readonly string[] {
    const found: string[] = [];
    for (const [sink, texts] of this.sinks) {
      const names = new Set<CanaryName>(texts.flatMap((text) => [...canariesIn(text)]));
      for (const name of names) found.push(`${name} in ${sink}`);
    }
    return found;
  }

  forget(): void {
    this.#sinks.clear();
    for (const { received } of this.panels) received.length = 0;
  }

  run(id: string, ...args: readonly unknown[]): unknown {
    this.record('command arguments', [id, ...args]);
    return this.handlers.get(id)?.(...args);
  }

  /** The person opens the Secrets view. */
  showView(): void {
    this.isViewVisible = true;
    this.#visibility.fire();
  }

  record(sink: string, what: unknown): void {
    const texts = this.#sinks.get(sink);
    if (texts) texts.push(written(what));
    else this.#sinks.set(sink, [written(what)]);
  }

  dispose(): void {
    vscode.Disposable.from(...this.context.subscriptions).dispose();
    for (const undo of this.#undos.toReversed()) undo();
  }

  #replace(target: object, changes: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(changes)) {
      const before = Object.getOwnPropertyDescriptor(target, key);
      Object.defineProperty(target, key, { value, configurable: true, writable: true });
      this.#undos.push(() =>
        before ? Object.defineProperty(target, key, before) : Reflect.deleteProperty(target, key),
      );
    }
  }

  #watchCommands(): void {
    const real = vscode.commands.executeCommand;
    this.#replace(vscode.commands, {
      registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
        this.handlers.set(id, run);
        return new vscode.Disposable(() => this.handlers.delete(id));
      },
      executeCommand: (id: string, ...args: unknown[]) => {
        this.record(id === 'setContext' ? 'context keys' : 'command arguments', [id, ...args]);
        const own = this.handlers.get(id);
        if (own) return Promise.resolve(own(...args));
        return id.startsWith('vscode.') ? real(id, ...args) : Promise.resolve(undefined);
      },
    });
  }

  #watchWindow(): void {
    const say =
      (kind: string) =>
      (message: string, ...said: unknown[]) => {
        this.record('notifications', [kind, message, ...said]);
        const wanted = this.answers.find(({ to }) => to.test(message))?.pick;
        const buttons = said.filter((each) => typeof each === 'object') as readonly vscode.MessageItem[];
        return Promise.resolve(wanted === undefined ? undefined : buttons.find(({ title }) => title === wanted));
      };
    const channel = (line: string): void => this.record('log', line);
    this.#replace(vscode.window, {
      createOutputChannel: () => ({
        ...{ trace: channel, debug: channel, info: channel, warn: channel, error: channel, append: channel },
        show: () => undefined,
        dispose: () => undefined,
      }),
      createTreeView: (_: string, options: vscode.TreeViewOptions<unknown>) => {
        this.tree = options.treeDataProvider;
        return this.#recording('tree', {
          selection: this.selection,
          visible: false,
          onDidChangeVisibility: this.#visibility.event,
          reveal: (row: unknown) => this.record('tree', row),
        });
      },
      createWebviewPanel: () => {
        const fake = new FakePanel();
        this.panels.push(fake);
        return fake.panel;
      },
      registerWebviewPanelSerializer: () => new vscode.Disposable(() => undefined),
      createQuickPick: () => this.#prompt(),
      createInputBox: () => this.#prompt(),
      showQuickPick: (items: readonly vscode.QuickPickItem[], ...rest: unknown[]) => {
        this.record('prompts', [items, rest]);
        const wanted = this.answers.find(({ to }) => to.test(JSON.stringify(rest)))?.pick;
        return Promise.resolve(pickFrom(items, wanted));
      },
      showErrorMessage: say('error'),
      showWarningMessage: say('warning'),
      showInformationMessage: say('information'),
      setStatusBarMessage: (...said: unknown[]) => {
        this.record('status bar', said);
        return new vscode.Disposable(() => undefined);
      },
      withProgress: (options: unknown, task: (progress: unknown, token: vscode.CancellationToken) => unknown) => {
        this.record('notifications', options);
        const token = new vscode.CancellationTokenSource().token;
        return Promise.resolve(task({ report: (what: unknown) => this.record('notifications', what) }, token));
      },
      showTextDocument: (document: unknown) => {
        this.record('documents', document);
        return Promise.resolve(undefined);
      },
    });
  }

  #watchRest(): void {
    this.#replace(vscode.env, {
      clipboard: {
        readText: () => Promise.resolve(''),
        writeText: (text: string) => {
          this.record('clipboard', text);
          return Promise.resolve();
        },
      },
      openExternal: (uri: vscode.Uri) => {
        this.record('addresses', uri.toString(true));
        return Promise.resolve(true);
      },
    });
    this.#replace(vscode.languages, {
      registerHoverProvider: (_: unknown, provider: vscode.HoverProvider) => {
        this.hover = provider;
        return new vscode.Disposable(() => undefined);
      },
      registerCompletionItemProvider: () => new vscode.Disposable(() => undefined),
      createDiagnosticCollection: () => ({
        ...{ set: (...marks: unknown[]) => this.record('diagnostics', marks), delete: () => undefined },
        ...{ clear: () => undefined, dispose: () => undefined, forEach: () => undefined },
      }),
    });
    this.#replace(vscode.workspace, {
      registerTextDocumentContentProvider: () => new vscode.Disposable(() => undefined),
      openTextDocument: (uri: unknown) => {
        this.record('addresses', String(uri));
        return Promise.resolve(uri);
      },
    });
  }

  /** After the others, whose replacements it counts, too. Getters are left alone: some refuse extensions. */
  #watchRegistrations(): void {
    for (const owner of [vscode.commands, vscode.window, vscode.workspace, vscode.languages] as const) {
      for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        const register = descriptor.value as ((...args: unknown[]) => vscode.Disposable) | undefined;
        if (!/^(?:register|onDid|create(?:OutputC|TreeV|Diag))/u.test(name) || !register) continue;
        const counted = (...args: unknown[]): unknown => {
          const made = register.apply(owner, args);
          const key = {};
          this.registrations.set(key, `${name} ${String(args[0])}`);
          const dispose = (): void => {
            this.registrations.delete(key);
            made.dispose();
          };
          if (!name.startsWith('create')) return new vscode.Disposable(dispose);
          return new Proxy(made, {
            get: (of, property) => (property === 'dispose' ? dispose : Reflect.get(of, property)) as unknown,
          });
        };
        this.#replace(owner, { [name]: counted });
      }
    }
  }

  /** Writes down whatever is set on an object. */
  #recording<T extends object>(sink: string, target: T): T {
    return new Proxy(target, {
      get: (of, key) =>
        (key === 'selection'
          ? this.selection
          : key === 'visible'
            ? this.isViewVisible
            : key in of
              ? Reflect.get(of, key)
              : () => undefined) as unknown,
      set: (of, key, value) => {
        // A box that hides what is typed in it may hold a credential that was typed.
        const isHidden = key === 'value' && Reflect.get(of, 'password') === true;
        if (!isHidden) this.record(sink, [key, value]);
        return Reflect.set(of, key, value);
      },
    });
  }

  /** A quick pick or an input box in one, which is answered as soon as it is shown, and dismissed when that is refused. */
  #prompt(): unknown {
    const accepted = new vscode.EventEmitter<void>();
    const hidden = new vscode.EventEmitter<void>();
    const typed = new vscode.EventEmitter<string>();
    const pressed = new vscode.EventEmitter<vscode.QuickInputButton>();
    const state: Record<string, unknown> = {
      ...{ items: [], activeItems: [], selectedItems: [], value: '', busy: false, title: '', password: false },
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidChangeValue: typed.event,
      ...{
        onDidTriggerButton: pressed.event,
        onDidTriggerItemButton: none,
        onDidChangeActive: none,
        onDidChangeSelection: none,
      },
      hide: () => hidden.fire(),
      dispose: () => undefined,
      show: () => setImmediate(() => answer()),
    };
    const answer = (): void => {
      const words = [state.title, state.prompt, state.placeholder].join(' ');
      const found = this.answers.find(({ to }) => to.test(words));
      if (found?.once === true) this.answers = this.answers.filter((each) => each !== found);
      if (found?.goBack === true) {
        pressed.fire(vscode.QuickInputButtons.Back);
        return;
      }
      if (found?.type !== undefined) {
        state.value = found.type;
        typed.fire(found.type);
      }
      const picked = pickFrom(state.items as vscode.QuickPickItem[], found?.pick);
      if (picked) Object.assign(state, { activeItems: [picked], selectedItems: [picked] });
      if (!found || (found.pick && !picked)) {
        hidden.fire();
        return;
      }
      accepted.fire();
      // Whoever is refused goes away.
      setTimeout(() => {
        const wait = setInterval(() => {
          if (state.busy === true) return;
          clearInterval(wait);
          hidden.fire();
        }, 20);
      }, 20);
    };
    return this.#recording('prompts', state);
  }
}

function pickFrom(
  items: readonly vscode.QuickPickItem[],
  wanted: string | undefined,
): vscode.QuickPickItem | undefined {
  if (wanted === undefined) return undefined;
  return items.find(
    ({ label, kind }) => kind !== vscode.QuickPickItemKind.Separator && (wanted === 'the first' || label === wanted),
  );
}

const none = (): vscode.Disposable => new vscode.Disposable(() => undefined);

function written(what: unknown): string {
  if (typeof what === 'string') return what;
  return inspect(what, {
    depth: Infinity,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
    breakLength: Infinity,
  });
}
