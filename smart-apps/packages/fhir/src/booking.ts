/** The practice and its free times: for the apps that book, and of no weight for the others. */
export { type Search, type Span, type Time, bookInput, findInput, rescheduleInput } from './booking/inputs';
export { type Offer, type OfferDay, byDay, offersOf } from './booking/offers';
export { type RuleRefusal, ruleRefusalIn, ruleRefusalOf, serviceExtension } from './booking/rules';
export { cancelReasonSystem, cancelationReason, confirmedExtension, providersOf, visitType } from './booking/visit';
export { type Practice, type Provider, type Room, type Service, type Site, loadPractice, practiceOf } from './practice';
export { nextSpan, useOffers } from './react/useOffers';
export { usePractice } from './react/usePractice';
