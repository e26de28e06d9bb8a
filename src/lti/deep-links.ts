/** The signed answer to a deep-linking request (Deep Linking 2.0, 4.5). */
import { AppError } from '../shared/errors.js';
import { newSecret } from '../shared/ids.js';
import type { DeepLinkItem, DeepLinkingRequest, LtiGateway } from './gateway.js';
import type { ToolAddresses } from './options.js';
import type { PlatformRegistry } from './platforms.js';
import type { ToolKeys } from './tool-keys.js';

const claim = 'https://purl.imsglobal.org/spec/lti/claim';
const deepLinkingClaim = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const answerSeconds = 300;

export function createDeepLinks(
  registry: PlatformRegistry,
  toolKeys: ToolKeys,
  { icon }: Pick<ToolAddresses, 'icon'>,
): LtiGateway['deepLinkResponse'] {
  return async (request, items) => {
    const platform = await registry.get(request.platformId);
    if (!platform?.active) throw new AppError(403, 'platform_inactive');
    const jwt = await toolKeys.sign(
      platform.kid,
      {
        iss: platform.clientId,
        aud: platform.issuer,
        nonce: newSecret(),
        [`${claim}/deployment_id`]: request.deploymentId,
        [`${claim}/message_type`]: 'LtiDeepLinkingResponse',
        [`${claim}/version`]: '1.3.0',
        [`${deepLinkingClaim}/content_items`]: items
          .slice(0, request.acceptsMultiple ? undefined : 1)
          .map((item) => ({ ...contentItem(item, request.variables), icon: { url: icon } })),
        // The platform's own words, given back unchanged.
        ...(request.data === undefined ? {} : { [`${deepLinkingClaim}/data`]: request.data }),
      },
      answerSeconds,
    );
    return { action: request.returnUrl, jwt };
  };
}

// Without a url: Moodle matches those to other tools. Only this type: Moodle shows links and HTML as activities to be added.
function contentItem(item: DeepLinkItem, variables: DeepLinkingRequest['variables']) {
  const { title, text, custom, points, resourceId, tag, reviewable } = item;
  // Without an address of its own a review comes to the launch address (AGS 2.0, 3.2.9).
  const review = reviewable ? { submissionReview: { reviewableStatus: ['Submitted', 'Completed'] } } : {};
  return {
    type: 'ltiResourceLink',
    title,
    ...(text === undefined ? {} : { text }),
    custom: { ...variables, ...custom },
    ...(points === undefined ? {} : { lineItem: { scoreMaximum: points, label: title, resourceId, tag, ...review } }),
  };
}
