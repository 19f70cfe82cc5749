/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/guest_watch.h"

#include "core/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TICK_MS 50

volatile sig_atomic_t guest_interrupted;

static void on_signal(int number)
{
	guest_interrupted = number;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum fate watch_loop(struct watch *watch)
{
	int fate;

	while ((fate = watch_fate(watch)) < 0) {
		watch_hear(watch, TICK_MS);
		if (watch->spec->on_tick)
			watch->spec->on_tick(watch->spec->on_tick_to);
		if (process_ended(&watch->process)) {
			while (watch_hear(watch, 0))
				;
			watch->exited = true;
		}
	}
	return (enum fate)fate;
}

/* The results port where anything came by it, else the console. */
static struct frames *choose_frames(struct watch *watch)
{
	json_t *report = frames_report(frames_first(watch->by_port));
	bool port = json_integer_value(json_object_get(report, "received")) > 0;

	json_decref(report);
	frames_free(port ? watch->by_console : watch->by_port);
	return port ? watch->by_port : watch->by_console;
}

void guest_run(const struct guest_spec *spec, struct guest_end *end)
{
	struct watch watch = {.spec = spec, .start = clock_ns(), .last_heard = clock_ns()};
	int err, listener = spec->results_socket ? socket_listen(spec->results_socket) : -1;

	*end = (struct guest_end){0};
	catch_signals();
	watch.by_port = frames_new(watch_event, &watch);
	watch.by_console = frames_new(watch_event, &watch);
	watch.log_fd = spec->console_log ? open(spec->console_log,
						   O_WRONLY | O_CREAT | O_CLOEXEC |
							   (spec->append_log ? O_APPEND : O_TRUNC),
						   0644)
					 : -1;
	watch.log_error = spec->console_log && watch.log_fd < 0 ? errno : 0;
	err = process_start(&watch.process, spec->argv);
	watch.fds[CONSOLE] = (struct pollfd){.fd = watch.process.out_fd, .events = POLLIN};
	watch.fds[COMPLAINTS] = (struct pollfd){.fd = watch.process.err_fd, .events = POLLIN};
	watch.fds[LISTENER] = (struct pollfd){.fd = listener, .events = POLLIN};
	watch.fds[RESULTS] = (struct pollfd){.fd = -1};
	if (err) {
		end->fate = FATE_NOT_STARTED;
		snprintf(end->reason, sizeof(end->reason), "cannot run %s: %s", spec->argv[0],
			strerror(-err));
	} else {
		end->hypervisor = watch.process.pid;
		end->start_ns = watch.start;
		end->fate = watch_loop(&watch);
		end->itself = watch.exited;
		process_stop(&watch.process);
		watch_explain(&watch, end);
	}
	for (int source = 0; source < SOURCES; source++)
		if (watch.fds[source].fd >= 0)
			close(watch.fds[source].fd);
	if (watch.log_fd >= 0 && close(watch.log_fd))
		watch.log_error = errno;
	end->log_error = watch.log_error;
	frames_end(watch.by_port);
	frames_end(watch.by_console);
	end->frames = choose_frames(&watch);
	end->first_byte_ns = watch.first_byte ? watch.first_byte - watch.start : 0;
	end->begin_ns = watch.first_event ? watch.first_event - watch.start : 0;
	end->begin_guest_ns = watch.begin_guest;
	end->clock_jumps = watch.clock.jumps;
	end->end_ns = watch.end_seen ? watch.end_seen - watch.start : 0;
	end->wall_ns = clock_ns() - watch.start;
}
