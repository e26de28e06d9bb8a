/** The members of ltijs 5.9.9 that Tandem uses; @types/ltijs lacks half of them. Checked against its dist/. */
declare module 'ltijs' {
  import type { KeyObject } from 'node:crypto';
  import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';

  namespace ltijs {
    type Row = Record<string, unknown>;

    /** Shape of dist/Utils/Database.js. `key` is truthy when ltijs expects the row decrypted. */
    interface DatabasePlugin {
      setup(): Promise<boolean>;
      Close(): Promise<boolean>;
      Get(key: unknown, collection: string, query?: Row): Promise<Row[] | false>;
      Insert(key: unknown, collection: string, item: Row, index?: Row): Promise<boolean>;
      Replace(key: unknown, collection: string, query: Row, item: Row, index?: Row): Promise<boolean>;
      Modify(key: unknown, collection: string, query: Row, modification: Row): Promise<boolean>;
      Delete(collection: string, query: Row): Promise<boolean>;
    }

    interface SetupOptions {
      appRoute: string;
      loginRoute: string;
      keysetRoute: string;
      dynRegRoute: string;
      ltiaas: boolean;
      devMode: boolean;
      /** Seconds since iat; false: the guard checks. */
      tokenMaxAge: number | false;
      cors: boolean;
      cookies: { secure: boolean; sameSite: 'None' | 'Lax' };
      serverAddon: (app: Express) => void;
      dynReg?: { url: string; name: string };
    }

    type LaunchCallback = (token: Row, request: Request, response: Response, next: NextFunction) => unknown;
    type FailureCallback = (request: Request, response: Response, next: NextFunction) => unknown;

    interface LtiProvider {
      app: Express;
      setup(
        key: KeyObject | string,
        database: { plugin: DatabasePlugin } | { url: string },
        options: SetupOptions,
      ): this;
      deploy(options: { serverless: boolean; silent: boolean }): Promise<true>;
      onConnect(callback: LaunchCallback): true;
      onDeepLinking(callback: LaunchCallback): true;
      onDynamicRegistration(callback: RequestHandler): true;
      onInvalidToken(callback: FailureCallback): true;
      onSessionTimeout(callback: FailureCallback): true;
      onUnregisteredPlatform(callback: FailureCallback): true;
      onInactivePlatform(callback: FailureCallback): true;
    }
  }

  const ltijs: { Provider: ltijs.LtiProvider };
  export = ltijs;
}
