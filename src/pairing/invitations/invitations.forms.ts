import { z } from 'zod';
import { answers } from '../words/invitation.js';

const id = z.string().min(1).max(100);

export const answerForForm = z.strictObject({ invitationId: id, personId: id, answer: z.enum(answers) });
