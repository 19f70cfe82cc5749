/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/devices.h"

#include "core/scratch.h"
#include "hypervisors/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CID_BASE 1000 /* vsock: high enough for not to meet somebody's */

static int make_scratch_disk(const char *path, json_int_t size_mib, struct message *msg)
{
	char sector[SCRATCH_SECTOR_SIZE] = SCRATCH_SIGNATURE;
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), err = 0;

	if (fd < 0 || ftruncate(fd, size_mib << 20) ||
		pwrite(fd, sector, sizeof(sector), 0) != (ssize_t)sizeof(sector))
		err = errno ? -errno : -ENOSPC;
	if (fd >= 0)
		close(fd);
	return err ? message_set(msg, err, "cannot make scratch disk %s: %s", path, strerror(-err))
		   : 0;
}

/* False, with the reason among `missing`, where this machine's host cannot give it. */
static bool offered(struct preparation *p, const struct variables *variables, const char *class,
	const json_t *fragment)
{
	const char *needs = json_string_value(json_object_get(fragment, "needs"));
	const char *program = json_string_value(json_object_get(fragment, "program"));
	struct message ignored = {0};
	char *file = program ? variables_expand(variables, program, &ignored) : NULL;
	bool lacks = file && access(file, X_OK) && !p->dry;

	if (!fragment) {
		json_array_append_new(p->missing,
			json_sprintf("recipe %s has no %s device", p->recipe->name, class));
		return false;
	}
	if (lacks)
		json_array_append_new(
			p->missing, json_sprintf("no %s device: %s is not installed", class, file));
	free(file);
	if (lacks)
		return false;
	if (needs && p->away) {
		json_array_append_new(p->missing,
			json_sprintf("no %s device: the machine inside has no %s", class, needs));
		return false;
	}
	if (needs && access(needs, R_OK | W_OK)) {
		json_array_append_new(p->missing,
			json_sprintf("no %s device: %s: %s", class, needs, strerror(errno)));
		return false;
	}
	return true;
}

/* "file": an image of the user's, given to the guest as it is; "size_mib": a new scratch disk. */
static int set_disk(struct preparation *p, struct variables *variables, const json_t *device,
	unsigned index, struct message *msg)
{
	const char *file = json_string_value(json_object_get(device, "file"));
	json_int_t size_mib = json_integer_value(json_object_get(device, "size_mib"));
	char disk[160];

	if (file) {
		variables_set(variables, "disk", "%s", file);
		return access(file, R_OK | W_OK)
			       ? message_set(msg, -errno, "cannot use %s as a disk: %s", file,
					 strerror(errno))
			       : 0;
	}
	if (!size_mib)
		return 0;
	snprintf(disk, sizeof(disk), "%s/disk%u", p->disks_in ? p->disks_in : p->work, index);
	variables_set(variables, "disk", "%s", disk);
	if (p->away)
		json_array_append_new(
			p->disks, json_pack("{s:s,s:I}", "file", disk, "size_mib", size_mib));
	if (p->dry || p->away || (p->disks_in && !access(disk, F_OK)))
		return 0;
	return make_scratch_disk(disk, size_mib, msg);
}

static json_int_t count_of(const json_t *device)
{
	const json_t *count = json_object_get(device, "count");

	return count ? json_integer_value(count) : 1;
}

/* "net" of "net-options": to the guest they are both net devices. */
static int kind_length(const char *class)
{
	return (int)strcspn(class, "-");
}

static bool same_kind(const char *class, const char *other)
{
	return kind_length(class) == kind_length(other) &&
	       !strncmp(class, other, (size_t)kind_length(class));
}

/* How many of its kind come before the device: what the guest, too, counts by. */
static json_int_t before(const json_t *devices, size_t device)
{
	const char *class =
		json_string_value(json_object_get(json_array_get(devices, device), "class"));
	json_int_t n = 0;

	for (size_t i = 0; i < device; i++) {
		const json_t *other = json_array_get(devices, i);

		if (same_kind(json_string_value(json_object_get(other, "class")), class))
			n += count_of(other);
	}
	return n;
}

/*
 * How the machine wants the device: "sink", what it gives out is written to a file;
 * "source", what it takes in comes from one; "split", its back-end is a process of its own.
 */
static const json_t *way_of(struct preparation *p, const json_t *device, const char *class,
	const json_t *fragment, const char *way)
{
	const json_t *how = json_object_get(fragment, way);

	if (!json_is_true(json_object_get(device, way)))
		return NULL;
	if (how && !p->away)
		return how;
	json_array_append_new(p->missing,
		json_sprintf("recipe %s has no %s for a %s device", p->recipe->name, way, class));
	return NULL;
}

/* The device as facts and verdicts name it. */
static json_t *id_of(const struct variables *variables, const char *class)
{
	return json_sprintf("virtio.%.*s[%s]", kind_length(class), class,
		json_string_value(json_object_get(variables->map, "nth")));
}

static int note_sink(struct preparation *p, const struct variables *variables, const char *class,
	const json_t *sink, struct message *msg)
{
	char *file =
		variables_expand(variables, json_string_value(json_object_get(sink, "file")), msg);

	if (!file)
		return -EINVAL;
	json_array_append_new(
		p->sinks, json_pack("{s:s%,s:o,s:s}", "class", class, (size_t)kind_length(class),
				  "device", id_of(variables, class), "file", file));
	free(file);
	return 0;
}

static int note_backend(struct preparation *p, const struct variables *variables, const char *class,
	const json_t *split, struct message *msg)
{
	struct argv argv = {0};
	json_t *words = json_array();
	int err = argv_add(&argv, json_object_get(split, "backend"), variables, msg);

	for (size_t i = 0; i < argv.count; i++)
		json_array_append_new(words, json_string(argv.items[i]));
	json_array_append_new(
		p->backends, json_pack("{s:o,s:O,s:o}", "device", id_of(variables, class), "socket",
				     json_object_get(variables->map, "socket"), "argv", words));
	argv_free(&argv);
	return err;
}

static int add_device(struct preparation *p, struct variables *variables, const json_t *device,
	unsigned *index, struct message *msg)
{
	const char *class = json_string_value(json_object_get(device, "class"));
	const json_t *fragment =
		json_object_get(json_object_get(p->recipe->doc.root, "devices"), class);
	const json_t *sink, *source, *split;
	int err;

	if (!offered(p, variables, class, fragment))
		return 0;
	sink = way_of(p, device, class, fragment, "sink");
	source = way_of(p, device, class, fragment, "source");
	if (!source_offered(p, source, variables))
		source = NULL;
	split = way_of(p, device, class, fragment, "split");
	if (!split && json_object_get(fragment, "split") &&
		!json_array_size(json_object_get(fragment, "argv"))) {
		if (!json_is_true(json_object_get(device, "split")))
			json_array_append_new(p->missing,
				json_sprintf("recipe %s has a %s device only with a back-end of "
					     "its own (\"split\")",
					p->recipe->name, class));
		return 0;
	}
	variables_set(variables, "index", "%u", *index);
	variables_set(variables, "cid", "%u", CID_BASE + (unsigned)getpid() % 100000);
	variables_set(variables, "socket", "%s/backend%u", p->work, *index);
	err = set_disk(p, variables, device, *index, msg);
	++*index;
	if (!err && sink)
		err = note_sink(p, variables, class, sink, msg);
	if (!err && source)
		err = source_make(p, source, variables, id_of(variables, class), msg);
	if (!err && split)
		err = note_backend(p, variables, class, split, msg);
	if (err)
		return err;
	if (split)
		fragment = split;
	else if (sink)
		fragment = sink;
	else if (source)
		fragment = source;
	return argv_add(&p->argv, json_object_get(fragment, "argv"), variables, msg);
}

/* "variant": the device alone is as that variant of the recipe makes it. */
static int add_variant(struct preparation *p, struct variables *variables, const json_t *device,
	unsigned *index, struct message *msg)
{
	const char *variant = json_string_value(json_object_get(device, "variant"));
	struct variables own = {json_copy(variables->map)};
	struct message none = {0};
	int err = 0;

	if (variant && recipe_variant(p->recipe, variant, &own, &none))
		json_array_append_new(p->missing, json_string(none.text));
	else
		err = add_device(p, &own, device, index, msg);
	variables_free(&own);
	return err;
}

int devices_add(struct preparation *p, struct variables *variables, struct message *msg)
{
	const json_t *devices = json_object_get(p->machine->doc.root, "devices");
	unsigned index = 0;
	size_t i;
	json_t *device;
	int err = 0;

	json_array_foreach (devices, i, device) {
		for (json_int_t n = 0; n < count_of(device) && !err; n++) {
			variables_set(variables, "nth", "%d", (int)(before(devices, i) + n));
			err = add_variant(p, variables, device, &index, msg);
		}
	}
	return err;
}
