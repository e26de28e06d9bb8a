import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import { conversationHome } from './conversation.home.js';
import { conversationRoutes } from './conversation.routes.js';
import { conversationService, type ConversationNeeds } from './conversation.service.js';
import { conversationStore, keptConversations } from './conversation.store.js';
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
  const conversation = conversationService({
    ...needs,
    store: kept('conversations', conversationStore(connection), keptConversations),
    prompts: kept('prompts', promptsStore(connection), keptPrompts),
    library: readPrompts(folder),
  });
  return {
    conversation,
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
