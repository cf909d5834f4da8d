import cs1 from './cold-standby/cs1-saves-what-comes-twice.ts'
import cs2 from './cold-standby/cs2-executes-at-once-and-on-promotion.ts'
import cs3 from './cold-standby/cs3-never-executes-the-log.ts'
import cs4 from './cold-standby/cs4-executes-the-last-entry-first.ts'
import cs5 from './cold-standby/cs5-remembers-no-answers-of-the-log.ts'
import cs6 from './cold-standby/cs6-one-log-for-all-views.ts'
import cs7 from './cold-standby/cs7-acknowledges-before-saving.ts'
import cs8 from './cold-standby/cs8-answers-before-executing-the-log.ts'
import cs9 from './cold-standby/cs9-keeps-the-base-as-data.ts'
import cs10 from './cold-standby/cs10-each-decides-for-itself.ts'
import lt1 from './log-transfer/lt1-truncates-without-a-snapshot.ts'
import lt2 from './log-transfer/lt2-snapshot-and-log-overlap.ts'
import lt3 from './log-transfer/lt3-gap-between-snapshot-and-log.ts'
import lt4 from './log-transfer/lt4-replays-backwards.ts'
import lt5 from './log-transfer/lt5-checkpoint-without-answers.ts'
import lt6 from './log-transfer/lt6-replays-on-top-of-what-it-has.ts'
import lt7 from './log-transfer/lt7-takes-its-own-log-for-the-same.ts'
import lt8 from './log-transfer/lt8-replays-what-comes-twice.ts'
import lt9 from './log-transfer/lt9-acknowledges-the-view-at-the-beginning.ts'
import lt10 from './log-transfer/lt10-never-truncates.ts'
import lt11 from './log-transfer/lt11-the-backup-keeps-no-log.ts'
import lt12 from './log-transfer/lt12-logs-undecided-commands.ts'
import type { Mutant } from './mutant.ts'
import vs1 from './vs1-does-not-wait-for-the-ack.ts'
import vs2 from './vs2-takes-any-ping-for-the-ack.ts'
import vs4 from './vs4-never-resets-the-ack.ts'
import vs7 from './vs7-promotes-an-idle-server.ts'
import vs9 from './vs9-starts-again-without-a-primary.ts'
import vs11 from './vs11-one-server-in-both-roles.ts'
import vs13 from './vs13-keeps-a-dead-backup.ts'
import vs14 from './vs14-nobody-ever-dies.ts'
import vs17 from './vs17-counts-views-without-a-change.ts'
import vs20 from './vs20-takes-a-client-for-a-server.ts'
import vs27 from './vs27-anyone-keeps-the-primary-alive.ts'
import vs31 from './vs31-fills-a-place-without-counting.ts'
import p1 from './p1-answers-before-the-backup.ts'
import p2 from './p2-serves-reads-alone.ts'
import p3 from './p3-answers-a-retry-before-the-backup.ts'
import p3e from './p3e-executes-before-the-backup-acks.ts'
import p5 from './p5-a-refusal-counts-as-done.ts'
import p8 from './p8-pending-survives-the-view.ts'
import p10 from './p10-any-ack-completes.ts'
import p10b from './p10b-an-ack-of-a-former-view-completes.ts'
import p11 from './p11-forwards-without-order.ts'
import p13 from './p13-never-forwards-again.ts'
import p15 from './p15-leaves-forwarding-again-to-the-clients.ts'
import p15b from './p15b-gives-up-the-pending-request.ts'
import p17 from './p17-computes-the-answer-again.ts'
import p20 from './p20-goes-on-alone.ts'
import p21 from './p21-keeps-what-waits.ts'
import p22 from './p22-reads-under-a-lease.ts'
import r1 from './r1-a-backup-answers.ts'
import r3 from './r3-the-role-sticks.ts'
import r4 from './r4-goes-back-to-an-older-view.ts'
import r5 from './r5-adopts-the-same-view-again.ts'
import r7 from './r7-accepts-forwards-of-the-view-it-leaves.ts'
import r9 from './r9-takes-acks-in-any-role.ts'
import r10 from './r10-takes-over-by-itself.ts'
import r11 from './r11-takes-requests-of-former-views.ts'
import b1 from './b1-accepts-any-forward.ts'
import b2 from './b2-accepts-forwards-of-any-view.ts'
import b4 from './b4-forwards-before-the-state.ts'
import b5 from './b5-acks-without-executing.ts'
import b7 from './b7-does-not-remember-forwards.ts'
import b8 from './b8-installs-a-late-transfer.ts'
import b10 from './b10-acks-the-transfer-once.ts'
import b12 from './b12-merges-the-state.ts'
import b13 from './b13-executes-a-tick-later.ts'
import s1 from './s1-transfers-no-answers.ts'
import s3 from './s3-answers-during-the-transfer.ts'
import s5 from './s5-acks-before-the-transfer.ts'
import s6 from './s6-transfers-once.ts'
import s8 from './s8-an-old-backup-needs-no-state.ts'
import s10 from './s10-a-promoted-primary-sends-no-state.ts'
import s12 from './s12-shares-the-table.ts'
import s13 from './s13-sends-the-state-in-two-pieces.ts'
import s14 from './s14-keeps-the-first-snapshot.ts'
import a1 from './a1-no-duplicate-detection.ts'
import a2 from './a2-executes-the-latest-again.ts'
import a4 from './a4-does-not-answer-repetitions.ts'
import a5 from './a5-equal-writes-are-one.ts'
import a6 from './a6-one-count-for-all-clients.ts'
import a8 from './a8-marks-before-executing.ts'
import a10 from './a10-remembers-one-client.ts'
import a11 from './a11-forgets-after-a-while.ts'
import a12 from './a12-knows-requests-by-their-view.ts'
import n1 from './n1-each-replica-decides.ts'
import n2 from './n2-decides-with-each-forward.ts'
import n3 from './n3-transfers-what-was-asked.ts'
import n4 from './n4-the-client-decides.ts'
import n5 from './n5-executes-what-was-asked.ts'
import n6 from './n6-answers-with-a-new-decision.ts'
import n7 from './n7-asks-for-a-decision-again.ts'
import c1 from './c1-takes-any-reply.ts'
import c2 from './c2-numbers-retries-anew.ts'
import c3 from './c3-asks-for-the-view-once.ts'
import c4 from './c4-asks-for-the-view-each-time.ts'
import c5 from './c5-never-sends-again.ts'
import c6 from './c6-calls-both-members.ts'
import c7 from './c7-returns-a-refusal.ts'
import c10 from './c10-answers-from-a-cache.ts'
import c12 from './c12-counts-anew-in-each-view.ts'
import c13 from './c13-takes-silence-for-done.ts'
import t5 from './t5-changes-a-message-after-sending.ts'
import t7 from './t7-compares-copies-by-identity.ts'
import t9 from './t9-throws-half-way.ts'

/** Wrong variants of the reference, controls included, in the order of the catalogue of mistakes. */
export const primaryBackupMutants: readonly Mutant[] = [
  vs1,
  vs2,
  vs4,
  vs7,
  vs9,
  vs11,
  vs13,
  vs14,
  vs17,
  vs20,
  vs27,
  vs31,
  p1,
  p2,
  p3,
  p3e,
  p5,
  p8,
  p10,
  p10b,
  p11,
  p13,
  p15,
  p15b,
  p17,
  p20,
  p21,
  p22,
  r1,
  r3,
  r4,
  r5,
  r7,
  r9,
  r10,
  r11,
  b1,
  b2,
  b4,
  b5,
  b7,
  b8,
  b10,
  b12,
  b13,
  s1,
  s3,
  s5,
  s6,
  s8,
  s10,
  s12,
  s13,
  s14,
  a1,
  a2,
  a4,
  a5,
  a6,
  a8,
  a10,
  a11,
  a12,
  n1,
  n2,
  n3,
  n4,
  n5,
  n6,
  n7,
  c1,
  c2,
  c3,
  c4,
  c5,
  c6,
  c7,
  c10,
  c12,
  c13,
  t5,
  t7,
  t9,
  cs1,
  cs2,
  cs3,
  cs4,
  cs5,
  cs6,
  cs7,
  cs8,
  cs9,
  cs10,
  lt1,
  lt2,
  lt3,
  lt4,
  lt5,
  lt6,
  lt7,
  lt8,
  lt9,
  lt10,
  lt11,
  lt12,
]
