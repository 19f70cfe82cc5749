/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target without libFuzzer, with any compiler: replay MILLISECONDS FILE... gives
 * it every file, then the files with random damage until the time is over. The seed is
 * fixed; an input that kills the target is kept where $CRASH_INPUT says.
 */
#include "core/clock.h"
#include "tests/fuzz/fuzz.h"
#include "tests/hostile/random.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MAX 65536
#define HANG_S	  10

struct file {
	uint8_t *bytes;
	size_t size;
};

static uint8_t input[INPUT_MAX];
static size_t input_size;
static uint64_t seed = 1;

static void keep_input(int signal_number)
{
	const char *path = getenv("CRASH_INPUT");
	int fd = open(path ? path : "crash-input", O_WRONLY | O_CREAT | O_TRUNC, 0644);
	ssize_t written = fd < 0 ? -1 : write(fd, input, input_size);

	(void)written;
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static struct file load(const char *path)
{
	struct file file = {.bytes = malloc(INPUT_MAX)};
	FILE *from = fopen(path, "rb");

	if (!file.bytes || !from) {
		perror(path);
		exit(2);
	}
	file.size = fread(file.bytes, 1, INPUT_MAX, from);
	fclose(from);
	return file;
}

static void try(void)
{
	uint8_t *copy = malloc(input_size ? input_size : 1); /* so that an overrun is seen */

	if (!copy)
		abort();
	memcpy(copy, input, input_size);
	alarm(HANG_S);
	LLVMFuzzerTestOneInput(copy, input_size);
	free(copy);
}

/* Cuts `size` bytes out at `at`, and puts `with` of them in. */
static void replace(size_t at, size_t size, const uint8_t *with, size_t with_size)
{
	static uint8_t rest[INPUT_MAX];
	size_t rest_size = input_size - at - size;

	if (at + with_size + rest_size > INPUT_MAX)
		return;
	memcpy(rest, input + at + size, rest_size);
	memcpy(input + at, with, with_size);
	memcpy(input + at + with_size, rest, rest_size);
	input_size = at + with_size + rest_size;
}

static void damage(const struct file *other)
{
	static const char *const tokens[] = {"\"", "{", "[", "}", "null", "-1", "1e999", "\\u0000",
		"99999999999999999999", "@SC 1 ", "\n", "\r", "\033[2J", "\xff\xfe", "..", "%s"};
	size_t at = random_below(&seed, (uint32_t)input_size + 1);
	size_t some = random_below(&seed, 64), left = input_size - at, from;
	const char *token = tokens[random_below(&seed, sizeof(tokens) / sizeof(*tokens))];
	uint32_t number = random_nasty(&seed);

	some = some < left ? some : left;
	switch (random_below(&seed, 7)) {
	case 0:
		if (left)
			input[at] ^= (uint8_t)(1u << random_below(&seed, 8));
		break;
	case 1:
		replace(at, left < 4 ? left : 4, (const uint8_t *)&number, 4);
		break;
	case 2:
		replace(at, some, input, 0);
		break;
	case 3:
		replace(at, 0, (const uint8_t *)token, strlen(token));
		break;
	case 4:
		replace(at, some, (const uint8_t *)token, strlen(token));
		break;
	case 5:
		input_size = at;
		break;
	default:
		from = random_below(&seed, (uint32_t)other->size + 1);
		some = other->size - from < 256 ? other->size - from : 256;
		replace(at, 0, other->bytes + from, some);
	}
}

static void take(const struct file *file)
{
	memcpy(input, file->bytes, file->size);
	input_size = file->size;
}

int main(int argc, char **argv)
{
	static struct file files[4096];
	uint32_t count = 0;
	uint64_t end, inputs;

	for (int i = 2; i < argc && count < 4096; i++)
		files[count++] = load(argv[i]);
	if (argc < 2 || !count) {
		fprintf(stderr, "usage: %s MILLISECONDS FILE...\n", argv[0]);
		return 2;
	}
	signal(SIGABRT, keep_input);
	signal(SIGALRM, keep_input);
	for (inputs = 0; inputs < count; inputs++) {
		take(&files[inputs]);
		try();
	}
	for (end = clock_ns() + strtoull(argv[1], NULL, 10) * 1000000; clock_ns() < end; inputs++) {
		take(&files[random_below(&seed, count)]);
		for (uint32_t n = random_below(&seed, 6) + 1; n--;)
			damage(&files[random_below(&seed, count)]);
		try();
	}
	printf("%u files, %llu inputs\n", count, (unsigned long long)inputs);
	return 0;
}
