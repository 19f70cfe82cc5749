/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/neighbour.h"

#include "core/frame.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A hypervisor that is a shell: its guest has sent `frames` before `then` is done. */
struct world {
	char dir[64];
	struct recipe recipe;
	struct machine machine;
	json_t *plan;
	struct session session;
	struct neighbour neighbour;
};

static void put_frame(FILE *file, uint64_t seq, json_t *event)
{
	char *frame = frame_encode(seq, event);

	fputs(frame, file);
	free(frame);
	json_decref(event);
}

static void write_frames(const char *dir, bool loaded)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/frames", dir);
	file = fopen(path, "w");
	cr_assert(file);
	put_frame(file, 0,
		json_pack("{s:s,s:i,s:{},s:{},s:{}}", "event", "begin", "t", 1, "tool",
			"environment", "plan"));
	if (loaded)
		put_frame(file, 1,
			json_pack("{s:s,s:i,s:s,s:s,s:s}", "event", "fact", "t", 2, "id",
				"neighbour.load", "value", "cpu", "by", "neighbour.load"));
	fclose(file);
}

static void write_json(const char *dir, const char *name, json_t *json)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	cr_assert_eq(json_dump_file(json, path, 0), 0);
	json_decref(json);
}

static json_t *recipe_json(const char *dir, const char *then)
{
	return json_pack(
		"{s:s,s:s,s:s,s:s,s:s,s:b,s:s,s:{s:[ss],s:s,s:s},s:[{s:s,s:[]}],s:[sso],s:s,s:{}}",
		"schema", "stratos-recipe/1", "name", "shell", "title", "a shell", "hypervisor",
		"shell", "arch", "x86_64", "tested", 1, "program", "bash", "version", "argv",
		"bash", "--version", "match", "version ([0-9.]+)", "minimum", "1.0", "accelerators",
		"name", "only", "argv", "argv", "bash", "-c",
		json_sprintf("cat %s/frames; cd %s; %s", dir, dir, then), "cmdline", "", "devices");
}

static json_t *machine_json(void)
{
	return json_pack("{s:s,s:s,s:s,s:i,s:i,s:[]}", "schema", "stratos-machine/1", "name",
		"bare", "title", "no device", "cpus", 1, "memory_mib", 64, "devices");
}

static void set_up(struct world *world, bool loaded, const char *then)
{
	static char image[128], recipe[128], machine[128];
	struct message msg = {0};

	*world = (struct world){.dir = "/tmp/stratos-test-XXXXXX"};
	cr_assert(mkdtemp(world->dir));
	write_frames(world->dir, loaded);
	write_json(world->dir, "recipe.json", recipe_json(world->dir, then));
	write_json(world->dir, "machine.json", machine_json());
	snprintf(recipe, sizeof(recipe), "%s/recipe.json", world->dir);
	snprintf(machine, sizeof(machine), "%s/machine.json", world->dir);
	snprintf(image, sizeof(image), "%s/frames", world->dir);
	cr_assert_eq(recipe_read(&world->recipe, recipe, &msg), 0, "%s", msg.text);
	cr_assert_eq(machine_read(&world->machine, machine, &msg), 0, "%s", msg.text);
	world->plan =
		json_pack("{s:s,s:[s]}", "schema", "stratos-plan/1", "include", "neighbour.load");
	world->session = (struct session){
		.recipe = &world->recipe,
		.kernel = image,
		.image = image,
		.timeout_s = 60,
		.silence_s = 60,
		.neighbour_machine = &world->machine,
		.neighbour_plan = world->plan,
	};
	world->neighbour = (struct neighbour){.of = &world->session, .accel = "only"};
}

static void tear_down(struct world *world)
{
	char command[128];

	neighbour_end(&world->neighbour);
	recipe_free(&world->recipe);
	machine_free(&world->machine);
	json_decref(world->plan);
	snprintf(command, sizeof(command), "rm -r %s", world->dir);
	cr_assert_eq(system(command), 0);
}

static int ask(struct world *world, const char *action, char *text, size_t size)
{
	int error = 0;

	cr_assert(neighbour_asked(&world->neighbour, action, "load=cpu", text, size, &error));
	return error;
}

Test(neighbour, is_there_until_it_is_stopped)
{
	struct world world;
	char text[600];

	set_up(&world, true, "exec sleep 1000");
	cr_assert_eq(ask(&world, "neighbour-start", text, sizeof(text)), 0, "%s", text);
	cr_assert_eq(ask(&world, "neighbour-stop", text, sizeof(text)), 0, "%s", text);
	cr_assert_eq(world.neighbour.pid, 0);
	tear_down(&world);
}

Test(neighbour, that_died_is_told_when_it_is_stopped)
{
	struct world world;
	char text[600];
	siginfo_t info;

	set_up(&world, true, "while [ ! -e go ]; do sleep 0.01; done; echo out of luck >&2");
	cr_assert_eq(ask(&world, "neighbour-start", text, sizeof(text)), 0, "%s", text);
	write_json(world.dir, "go", json_object());
	cr_assert_eq(waitid(P_PID, (id_t)world.neighbour.pid, &info, WEXITED | WNOWAIT), 0);
	cr_assert_eq(ask(&world, "neighbour-stop", text, sizeof(text)), -ECHILD);
	cr_assert(strstr(text, "out of luck"), "%s", text);
	tear_down(&world);
}

Test(neighbour, whose_load_is_never_on_is_none)
{
	struct world world;
	char text[600];

	set_up(&world, false, "echo no such machine >&2; exit 1");
	cr_assert_eq(ask(&world, "neighbour-start", text, sizeof(text)), -ENODEV);
	cr_assert(strstr(text, "no such machine"), "%s", text);
	cr_assert_eq(world.neighbour.pid, 0);
	tear_down(&world);
}

Test(neighbour, is_not_started_unless_boot_was_told_to)
{
	struct world world;
	char text[600];

	set_up(&world, true, "exec sleep 1000");
	world.session.neighbour_plan = NULL;
	cr_assert_eq(ask(&world, "neighbour-start", text, sizeof(text)), -EOPNOTSUPP);
	cr_assert(strstr(text, "--neighbour"), "%s", text);
	tear_down(&world);
}
