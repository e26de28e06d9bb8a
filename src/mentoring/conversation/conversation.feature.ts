import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import { conversationHome } from './conversation.home.js';
import { conversationRoutes } from './conversation.routes.js';
import { conversationService, type ConversationNeeds } from './conversation.service.js';
import { conversationStore, keptConversations } from './conversation.store.js';
import type { Watched } from '../mentorships/watched.js';
import { readPrompts } from './prompts.settings.js';
import { keptPrompts, promptsStore } from './prompts.store.js';
import type { ReportHref } from './conversation.view.js';
import { promptsPath } from './prompts.view.js';

interface Needs extends Pick<ConversationNeeds, 'mentorships' | 'roster'> {
  kept: Keeping;
  /** Where a message is reported; absent where nobody takes reports. */
  reportHref: ReportHref | undefined;
  /** Of the proposed questions. */
  folder: string;
}

/** A place for the people of one mentorship to talk. */
export function conversationFeature(connection: Connection, { kept, folder, reportHref, ...needs }: Needs) {
  const store = kept('conversations', conversationStore(connection), keptConversations);
  const conversation = conversationService({
    ...needs,
    store,
    prompts: kept('prompts', promptsStore(connection), keptPrompts),
    library: readPrompts(folder),
  });
  /** Only that something was written, and when. */
  const watched: Watched = async (courseId, { whole }) => {
    const last = async () =>
      (await store.all(courseId)).flatMap(({ key, lastAt }) => (lastAt ? [{ key, at: lastAt }] : []));
    const all = async () => (await store.times(courseId)).map(({ key, sentAt }) => ({ key, at: sentAt }));
    const signs = new Map<string, Date[]>();
    for (const { key, at } of whole ? await all() : await last()) {
      const some = signs.get(key);
      if (some) some.push(at);
      else signs.set(key, [at]);
    }
    return new Map([...signs].map(([key, times]) => [key, { expected: [], signs: times }]));
  };
  return {
    conversation,
    watched,
    guide,
    routes: conversationRoutes(conversation, reportHref),
    home: conversationHome({ conversation }),
    records: { of: 'conversation', list: conversation.partOf, erase: conversation.erasePartOf },
    footer: [{ at: 60, path: promptsPath, label: 'conversation.prompts.link', permission: 'configure' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  { for: ['learner', 'mentor'], at: 30, title: 'conversation.help.own.title', text: 'conversation.help.own.text' },
];
