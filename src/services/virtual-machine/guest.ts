import { assemble } from './assembler.ts'
import type { Program } from './machine.ts'

/**
 * An ordinary key/value server for one machine: it knows of requests and replies, and of nothing that its host does.
 *
 * The interrupt handler of the network only puts requests into a ring; the main loop takes them out, one after the
 * other. Each has a counter of its own (`filled`, `taken`), and a slot changes hands when its owner's counter is
 * stored, which is the last thing it does with the slot: so an interrupt may come between any two instructions.
 * What the timer's handler writes (`ticks`, `entropy`) is read by the main loop with one `load`.
 */
export const guestSource = `
; A request: client 1 to 8, sequence, operation, key, argument.  A reply: client, sequence, operation, value.
REQUEST = 5
SLOTS   = 8                     ; of the ring: a power of two
CLIENTS = 8
KEYS    = 4
GET     = 1
PUT     = 2
ADD     = 3
STAMP   = 4
UPTIME  = 5
RANDOM  = 6

boot:           handler timer, onTimer
                handler network, onNetwork
                set     r0, ready
                call    print
                enable

; The main loop: r1 taken, r2 filled.
serve:          load    r1, [taken]
                load    r2, [filled]
                jne     r1, r2, request
                disable                         ; from here on no request can come unseen:
                load    r2, [filled]            ; one that came since the first look is seen by the second,
                jne     r1, r2, awake
                wait                            ; and one that comes later ends the waiting
awake:          enable
                jump    serve

; Takes one request: r3 client, r4 sequence, r5 operation, r6 key, r7 argument.
request:        and     r0, r1, SLOTS - 1
                mul     r0, r0, REQUEST
                load    r3, [r0 + ring]
                load    r4, [r0 + ring + 1]
                load    r5, [r0 + ring + 2]
                load    r6, [r0 + ring + 3]
                load    r7, [r0 + ring + 4]
                add     r1, r1, 1
                store   r1, [taken]             ; the slot may be filled again
                sub     r3, r3, 1               ; none is from a client, or of a key, that there is not
                jlt     r3, 0, serve
                jge     r3, CLIENTS, serve
                jlt     r4, 1, serve
                jlt     r6, 0, serve
                jge     r6, KEYS, serve
                load    r0, [r3 + sequences]    ; at most once: the last sequence and value of each client are kept
                jlt     r4, r0, serve           ; an older request that was under way for long
                load    r8, [r3 + values]
                jeq     r4, r0, reply           ; the same again: the same answer

; Executes: r8 the value, which is stored under the key by all operations but get.
                load    r8, [r6 + table]
                jeq     r5, GET, executed
                jeq     r5, PUT, put
                jeq     r5, ADD, sum
                jeq     r5, STAMP, stamp
                jeq     r5, UPTIME, uptime
                jeq     r5, RANDOM, random
                jump    serve
put:            set     r8, r7
                jump    keep
sum:            add     r8, r8, r7
                jump    keep
stamp:          time    r8
                jump    keep
uptime:         load    r8, [ticks]
                jump    keep
random:         load    r8, [entropy]
                shr     r8, r8, 8
                and     r8, r8, 0x7fff
keep:           store   r8, [r6 + table]
executed:       store   r8, [r3 + values]
                store   r4, [r3 + sequences]
                load    r0, [served]
                add     r0, r0, 1
                store   r0, [served]
                and     r1, r0, 15
                jne     r1, 0, reply
                call    printNumber             ; every sixteenth
                set     r0, requests
                call    print
reply:          add     r3, r3, 1
                out     network, r3
                out     network, r4
                out     network, r5
                out     network, r8
                send    network
                jump    serve

; Prints the text at r0 and ends the line. Uses r0, r1.
print:          load    r1, [r0]
                jeq     r1, 0, printed
                out     console, r1
                add     r0, r0, 1
                jump    print
printed:        send    console
                return

; Writes the number r0, not negative, in decimal. Uses r0, r1, r2.
printNumber:    set     r2, 0
digit:          rem     r1, r0, 10
                add     r1, r1, '0'
                push    r1
                add     r2, r2, 1
                div     r0, r0, 10
                jne     r0, 0, digit
written:        pop     r1
                out     console, r1
                sub     r2, r2, 1
                jne     r2, 0, written
                return

; Counts the ticks, and gathers chance from where they hit: the entropy of a machine without any.
onTimer:        push    r0
                push    r1
                load    r0, [ticks]
                add     r0, r0, 1
                store   r0, [ticks]
                load    r0, [entropy]
                interrupted r1
                add     r0, r0, r1
                load    r1, [multiplier]
                mul     r0, r0, r1
                store   r0, [entropy]
                pop     r1
                pop     r0
                resume

; Puts every packet of the card that is a request into the ring. One without room is dropped: its client asks again.
onNetwork:      push    r0
                push    r1
                push    r2
                load    r2, [filled]
packet:         receive r0
                jlt     r0, 0, emptied
                jne     r0, REQUEST, packet
                load    r1, [taken]
                sub     r1, r2, r1
                jge     r1, SLOTS, packet
                and     r0, r2, SLOTS - 1
                mul     r0, r0, REQUEST
                in      r1
                store   r1, [r0 + ring]
                in      r1
                store   r1, [r0 + ring + 1]
                in      r1
                store   r1, [r0 + ring + 2]
                in      r1
                store   r1, [r0 + ring + 3]
                in      r1
                store   r1, [r0 + ring + 4]
                add     r2, r2, 1
                store   r2, [filled]            ; the main loop may take it
                jump    packet
emptied:        pop     r2
                pop     r1
                pop     r0
                resume

ready:          .text   "ready"
requests:       .text   " requests"
multiplier:     .word   1103515245
ticks:          .word   0
entropy:        .word   0
served:         .word   0
filled:         .word   0
taken:          .word   0
ring:           .space  40                      ; SLOTS of REQUEST words
table:          .space  KEYS
sequences:      .space  CLIENTS
values:         .space  CLIENTS
`

export const guest: Program = assemble(guestSource)
