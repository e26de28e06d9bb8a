import type { Platform, Tenant } from '../lti/gateway.js';
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import { failuresTable, stateChip } from './console.view.js';
import { tenantKey } from './operator.forms.js';
import type { ConsoleFacts } from './operator.service.js';
import { olderTenants, ownDeployments, type TenantSize } from './overview.rules.js';
import type { Button, Listing, Said } from './said.js';

interface PlatformModel extends PageModel {
  state: { tone: string; text: string; icon?: string };
  facts: readonly { label: string; text: string; code?: boolean }[];
  listings: readonly Listing[];
  actions: readonly { text: string; button: Button }[];
}

interface JoinModel extends PageModel {
  /** What will happen, or why it cannot. */
  notes: readonly string[];
  /** Absent when the two cannot be joined now. */
  form?: { action: string; fields: readonly FieldModel[]; send: string } | undefined;
}

const platformPage: PageOf<PlatformModel> = pageOf('operator/platform');
const joinPage: PageOf<JoinModel> = pageOf('operator/join');

const trailOf = ({ t }: Said) => [{ label: t('operator.console.back'), href: '/operator' }];

export function platformDetails(said: Said, platform: Platform, facts: ConsoleFacts, done?: string): Page {
  const { t } = said;
  const own = facts.failures.filter(({ platformId }) => platformId === platform.platformId);
  const failures = failuresTable(said, { ...facts, failures: own });
  return platformPage({
    title: platform.name,
    trail: trailOf(said),
    banner: done === undefined ? undefined : { tone: 'good', text: t(`operator.done.${done}`) },
    state: stateChip(said, platform),
    facts: platformFacts(said, platform),
    listings: [
      {
        id: 'deployments',
        heading: t('operator.deployments.heading'),
        table: deploymentsTable(said, platform, facts),
        empty: t('operator.deployments.empty'),
      },
      {
        id: 'failures',
        heading: t('operator.failures.heading'),
        table: own.length > 0 ? failures : undefined,
        empty: t('operator.failures.empty'),
      },
    ],
    actions: platformActions(said, platform, facts),
  });
}

function platformFacts({ t, format }: Said, platform: Platform): PlatformModel['facts'] {
  const next = platform.nextKeyFrom;
  return [
    { label: t('operator.platform.issuer'), text: platform.issuer, code: true },
    { label: t('operator.platform.clientId'), text: platform.clientId, code: true },
    { label: t('operator.platform.authentication'), text: platform.authenticationEndpoint, code: true },
    { label: t('operator.platform.token'), text: platform.accessTokenEndpoint, code: true },
    { label: t('operator.platform.keyset'), text: platform.keysetUrl, code: true },
    ...(next ? [{ label: t('operator.platform.nextKey'), text: format.dateTime(next) }] : []),
  ];
}

function deploymentsTable({ t }: Said, platform: Platform, { tenants, platforms }: ConsoleFacts): Listing['table'] {
  const own = tenants.filter(({ platformId }) => platformId === platform.platformId);
  if (own.length === 0) return undefined;
  const nameOf = new Map(platforms.map(({ platformId, name }) => [platformId, name]));
  return {
    caption: t('operator.deployments.heading'),
    columns: ['id', 'used', 'joined'].map((column) => ({ label: t(`operator.deployments.${column}`) })),
    hasActions: false,
    rows: own.map((size) => {
      const joined = platform.continues.find(({ deploymentId }) => deploymentId === size.deploymentId)?.tenant;
      return {
        title: size.deploymentId,
        cells: [
          {
            text: t('operator.platforms.courses', { count: size.courses }),
            note: t('operator.platforms.people', { count: size.people }),
          },
          joined
            ? { text: nameOf.get(joined.platformId) ?? joined.platformId, note: joined.deploymentId }
            : { text: t('operator.deployments.own') },
        ],
      };
    }),
  };
}

function platformActions({ t }: Said, platform: Platform, { platforms }: ConsoleFacts): PlatformModel['actions'] {
  const base = `/operator/platforms/${platform.platformId}`;
  const canJoin = olderTenants(platform, platforms).length > 0 && ownDeployments(platform).length > 0;
  return [
    platform.active
      ? {
          text: t('operator.platform.stopText'),
          button: { action: `${base}/stop`, label: t('operator.platforms.stop') },
        }
      : {
          text: t('operator.platform.approveText'),
          button: { action: `${base}/approve`, label: t('operator.platforms.approve'), tone: 'primary' },
        },
    ...(canJoin
      ? [
          {
            text: t('operator.platform.joinText'),
            button: { href: `${base}/join`, label: t('operator.platform.join') },
          },
        ]
      : []),
    { text: t('operator.platform.keysText'), button: { action: `${base}/keys`, label: t('operator.platform.keys') } },
  ];
}

export function joinForm(
  said: Said,
  platform: Platform,
  facts: { platforms: readonly Platform[]; tenants: readonly TenantSize[] },
  problems?: Problems,
): Page {
  const { t } = said;
  const sizeOf = (tenant: Tenant) => facts.tenants.find((size) => tenantKey(size) === tenantKey(tenant));
  const deployments = ownDeployments(platform);
  const older = olderTenants(platform, facts.platforms);
  const empty = deployments.filter(
    (deploymentId) => !sizeOf({ platformId: platform.platformId, deploymentId })?.courses,
  );
  const obstacle = obstacleOf({ platform, older: older.length, deployments: deployments.length, empty: empty.length });
  const fields = fieldsFor(t, { deployment: empty[0] ?? '', into: onlyOne(older) }, problems);
  return joinPage({
    title: t('operator.join.title', { name: platform.name }),
    narrow: true,
    trail: [{ label: platform.name, href: `/operator/platforms/${platform.platformId}` }],
    problems: fields.summary,
    notes:
      obstacle === undefined
        ? ['what', 'stays', 'calls', 'forever'].map((note) => t(`operator.join.${note}`))
        : [t(`operator.join.problem.${obstacle}`)],
    form:
      obstacle === undefined
        ? {
            action: `/operator/platforms/${platform.platformId}/join`,
            fields: joinFields(),
            send: t('operator.join.send'),
          }
        : undefined,
  });

  function joinFields(): FieldModel[] {
    return [
      fields.field('radios', 'deployment', {
        label: t('operator.join.deployment'),
        options: empty.map((deploymentId) => ({
          value: deploymentId,
          label: `${platform.clientId} · ${deploymentId}`,
        })),
      }),
      fields.field('radios', 'into', {
        label: t('operator.join.into'),
        options: older.map(({ platform: other, tenant }) => ({
          value: tenantKey(tenant),
          label: `${other.clientId} · ${tenant.deploymentId}`,
          hint: sizeText(said, sizeOf(tenant)),
        })),
      }),
      fields.field('checkboxes', 'sure', {
        label: t('operator.join.sure'),
        options: [{ value: 'yes', label: t('operator.join.sureYes') }],
      }),
    ];
  }
}

function sizeText({ t, format }: Said, size: TenantSize | undefined): string {
  return format.list([
    t('operator.platforms.courses', { count: size?.courses ?? 0 }),
    t('operator.platforms.people', { count: size?.people ?? 0 }),
  ]);
}

function onlyOne(older: readonly { tenant: Tenant }[]): string {
  const [first, ...others] = older;
  return first && others.length === 0 ? tenantKey(first.tenant) : '';
}

function obstacleOf(found: {
  platform: Platform;
  older: number;
  deployments: number;
  empty: number;
}): string | undefined {
  if (found.older === 0) return 'join_not_older';
  if (found.deployments === 0) return 'join_done';
  if (found.empty === 0) return 'join_not_empty';
  return found.platform.active ? 'join_active' : undefined;
}
