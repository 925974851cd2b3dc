/** The operator's first policy file: a policy in comments, ready to be used, and how it is written. */
export const ownPolicies = `// Your own policies, beside those that the gateway ships. Without any, a container is only observed until it carries
// the label devops-ai.autonomy=auto. For example, to let everybody whom the gateway knows change every replica of one
// Compose service, take out the marks in front of these lines:
//
// @id("checkout-auto")
// @matches("
//   service container.restart service=checkout
//   person container.stop service=checkout
// ")
// @matches_not("
//   service container.restart service=web
//   service container.restart
// ")
// permit (principal, action in Action::"change", resource)
// when { resource has service && resource.service == "checkout" };
//
// A permit of changes carries examples: situations that it is for, and situations that it is not for, a line each. The
// gateway asks the policy about them when it starts, and does not start when an answer is another. A line is the kind of
// source (service, person, mcp), the operation, and what is known: id, roles, name, engine, image, service, project, status,
// health, autonomy, priority and label.<name> with a value; protected, approved, dry-run, interrupts,
// last-healthy-replica, data-loss and irreversible without one. What is not said is plain: a healthy, running container.
//
// \`devops-ai policy list\` shows what is in force, and \`devops-ai policy explain\` why something would be allowed or not.
`
