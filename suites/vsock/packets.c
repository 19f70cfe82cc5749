/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/vsock.h"
#include "virtio/wire.h"

#define REQUESTS 4

/* Without receive buffers no reply can be delivered, yet requests are taken. */
static void run_flow(struct job *job)
{
	struct vsock s = vsock_start(wire_open(job), 0, VSOCK_BITS(VSOCK_F_STREAM));
	struct completion done;
	struct dma *packet;
	unsigned used = 0;

	for (unsigned i = 0; i < REQUESTS; i++) {
		struct seg seg;

		packet = dma_new(s.v, sizeof(struct vsock_header));
		*(struct vsock_header *)packet->bytes = (struct vsock_header){
			.src_cid = s.guest_cid,
			.dst_cid = VSOCK_HOST,
			.src_port = s.next_port++,
			.dst_port = UINT32_MAX - 1,
			.type = VSOCK_STREAM,
			.op = VSOCK_REQUEST,
		};
		seg = device_reads(packet);
		vq_add(s.transmit, &seg, 1);
	}
	vq_kick(s.transmit);
	while (used < REQUESTS && vq_wait(s.transmit, VDEV_ANSWER_MS, &done))
		used++;
	expected(job, "%d packets taken from the tx queue", REQUESTS);
	observed(job, "%u", used);
	if (used == REQUESTS)
		pass(job);
	else
		fail(job, "without receive buffers %u of %d packets are taken", used, REQUESTS);
}

static void run_unknown_type(struct job *job)
{
	struct vsock s = vsock_start(wire_open(job), VSOCK_BUFFERS, VSOCK_BITS(VSOCK_F_STREAM));
	uint32_t port = vsock_request(&s, VSOCK_UNKNOWN);
	struct vsock_header reply = {0};
	bool replied = vsock_reply(&s, port, VDEV_ANSWER_MS, &reply);

	expected(job, "RST in reply to a packet of type 0x%x", VSOCK_UNKNOWN);
	observed(job, "%s", replied ? vsock_op_word(reply.op) : "nothing");
	if (!replied)
		fail(job, "a packet of an unknown type is not replied to");
	else if (reply.op != VSOCK_RST)
		fail(job, "a packet of an unknown type is replied to with %s",
			vsock_op_word(reply.op));
	else
		pass(job);
}

/* The reply of somebody who listens at the host; false, with a verdict, where nobody does. */
static bool is_listened_to(struct vsock *s, struct vsock_header *reply)
{
	uint32_t port = vsock_request(s, VSOCK_STREAM);
	bool replied = vsock_reply(s, port, VDEV_ANSWER_MS, reply);

	return replied && reply->op == VSOCK_RESPONSE;
}

static _Noreturn void nobody(struct job *job)
{
	inconclusive(job,
		"nobody listens at port %lld of the host: the setting vsock.port names one",
		(long long)job_setting(job, "vsock.port", VSOCK_PORT));
	job_stop(job);
}

static void run_credit(struct job *job)
{
	struct vsock s = vsock_start(wire_open(job), VSOCK_BUFFERS, VSOCK_BITS(VSOCK_F_STREAM));
	struct vsock_header reply = {0};

	if (!is_listened_to(&s, &reply))
		nobody(job);
	expected(job, "RESPONSE with buf_alloc above 0 and fwd_cnt 0");
	observed(job, "buf_alloc %u, fwd_cnt %u", reply.buf_alloc, reply.fwd_cnt);
	if (!reply.buf_alloc)
		fail(job, "a connection begins with buf_alloc 0: nothing may ever be sent");
	else if (reply.fwd_cnt)
		fail(job, "a connection begins with fwd_cnt %u, although nothing was sent",
			reply.fwd_cnt);
	else
		pass(job);
}

/* Whoever listens with the feature negotiated does so with none, too. */
static void run_no_feature(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vsock_header reply = {0};
	bool listens = false, stream;
	struct vsock s;

	if (vdev_offers(v, VSOCK_F_STREAM)) {
		s = vsock_start(v, VSOCK_BUFFERS, VSOCK_BITS(VSOCK_F_STREAM));
		listens = is_listened_to(&s, &reply);
	}
	s = vsock_start(v, VSOCK_BUFFERS, (const int[]){VIRTIO_F_VERSION_1, -1});
	stream = is_listened_to(&s, &reply);
	expected(job, "stream connections without any feature");
	observed(job, "with the feature %s, without %s", listens ? "RESPONSE" : "none",
		stream ? "RESPONSE" : "none");
	if (stream)
		pass(job);
	else if (listens)
		fail(job, "without features no stream connection is made, as with the feature");
	else
		nobody(job);
}

#define PACKETS_CHECK(name, word, sentence, clause, what, must, ...)                               \
	CHECK(vsock_##name) = {.id = "virtio.vsock." word,                                         \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, " clause,                                                   \
		.level = must,                                                                     \
		.statements = what,                                                                \
		.each = &wire_vsocks,                                                              \
		.flags = UNIT_CLAIMS,                                                              \
		__VA_ARGS__}

PACKETS_CHECK(flow, "transmit-without-receive",
	"Packets are taken from the tx queue although replies find no room",
	"5.10.6.1.2 Virtqueue Flow Control", "V14-VSOCK-D004", LEVEL_MUST, .run = run_flow);
PACKETS_CHECK(unknown_type, "unknown-type", "A packet of an unknown type is reset",
	"5.10.6.4.2 Receive and Transmit", "V14-VSOCK-D008", LEVEL_MUST, .run = run_unknown_type);
PACKETS_CHECK(credit, "credit", "A connection begins with credit",
	"5.10.6.3.2 Buffer Space Management", "V14-VSOCK-D006", LEVEL_MUST, .run = run_credit);
PACKETS_CHECK(no_feature, "no-feature", "Without features the device does stream sockets",
	"5.10.3.2 Feature bits", "V14-VSOCK-D002", LEVEL_SHOULD, .run = run_no_feature);
