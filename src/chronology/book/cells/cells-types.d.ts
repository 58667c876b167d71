// What a widget of Python is to the page, whichever it is: what its traits are called, only its class knows.

export interface Plain {
  get(name: string): any;
  set(name: string, value: unknown): void;
  on(names: string, show: (...changed: any[]) => void): void;
  save_changes(): void;
  send(message: object): void;
  [own: string]: any;
}
