/** Pages at the edge, before there is a visit: a launch that failed, and the end of a registration. */
import type { Request, Response } from 'express';
import type { LaunchFailure, RegistrationFinish } from '../lti/gateway.js';
import type { Speaking } from './error-page.js';
import { pageOf, type PageModel, type PageOf } from './page.js';
import type { Translate } from './texts.js';
import { themeOf } from './theme.js';

interface LaunchFailureModel extends PageModel {
  todo: string;
  reference: string;
  /** For the administrator; absent when no setting is at fault. */
  setting?: { path: string; name: string } | undefined;
  found?: string | undefined;
  needed?: string | undefined;
  details: readonly { label: string; text: string }[];
}

interface RegisteredModel extends PageModel {
  steps: readonly string[];
  facts: readonly { label: string; value: string }[];
  close: string;
}

const launchFailurePage: PageOf<LaunchFailureModel> = pageOf('web/launch-failure');
const registeredPage: PageOf<RegisteredModel> = pageOf('web/registered');

const shellFor = (req: Request) => ({ theme: themeOf(req), tabs: [], footer: [] }) as const;

function settingText(t: Translate, setting: string): { path: string; name: string } {
  return { path: t(`launch.setting.${setting}.path`), name: t(`launch.setting.${setting}.name`) };
}

export function launchPages({ texts, render }: Speaking) {
  const localeOf = (req: Request) => req.acceptsLanguages()[0] ?? 'en';
  return {
    async failed(req: Request, res: Response, failure: LaunchFailure): Promise<void> {
      const locale = localeOf(req);
      const t = texts.translator(locale);
      const page = launchFailurePage({
        title: t(failure.code.startsWith('registration') ? 'launch.registrationTitle' : 'launch.title'),
        lede: t(`launch.failed.${failure.code}`, failure.values),
        todo: t('launch.learner'),
        reference: failure.reference,
        setting: failure.setting === undefined ? undefined : settingText(t, failure.setting),
        found: failure.values.found,
        needed: failure.values.needed,
        details: [{ label: t('launch.code'), text: failure.code }],
        narrow: true,
      });
      res.status(failure.status).type('html').setHeader('Cache-Control', 'no-store');
      res.send(await render(page, { locale, prefix: '', shell: shellFor(req) }));
    },

    async registered(req: Request, res: Response, finish: RegistrationFinish): Promise<void> {
      const locale = localeOf(req);
      const t = texts.translator(locale);
      const page = registeredPage({
        title: t(finish.updated ? 'launch.registered.updatedTitle' : 'launch.registered.title', {
          platform: finish.platformName,
        }),
        lede: t('launch.registered.lede'),
        steps: finish.next.map((step) => t(`launch.registered.next.${step}`)),
        facts: [
          { label: t('launch.registered.issuer'), value: finish.issuer },
          { label: t('launch.registered.clientId'), value: finish.clientId },
        ],
        close: t('launch.registered.close'),
        narrow: true,
      });
      res.type('html').setHeader('Cache-Control', 'no-store');
      res.send(await render(page, { locale, prefix: '', shell: shellFor(req) }));
    },
  };
}
