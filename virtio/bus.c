/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/bus.h"

#include "core/ticks.h"

#include <sched.h>
#include <stdbool.h>

static bool inside(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	if (space < BUS_SPACES && width <= bus->size[space] && offset <= bus->size[space] - width)
		return true;
	bus->strays++;
	return false;
}

uint32_t bus_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	if (!inside(bus, space, offset, width))
		return UINT32_MAX >> (32 - 8 * width);
	return bus->ops->read(bus, space, offset, width);
}

void bus_write(struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	if (inside(bus, space, offset, width))
		bus->ops->write(bus, space, offset, width, value);
}

uint64_t bus_real_now_ns(struct bus *bus)
{
	(void)bus;
	return ticks_ns();
}

/* The device model may run on the CPU that polls: an emulator's thread, a single-core host. */
void bus_real_relax(struct bus *bus)
{
	(void)bus;
	sched_yield();
}

/* One access of exactly that width: registers have side effects. */
uint32_t bus_mapped_read(volatile void *at, unsigned width)
{
	if (width == 1)
		return *(volatile uint8_t *)at;
	if (width == 2)
		return *(volatile uint16_t *)at;
	return *(volatile uint32_t *)at;
}

void bus_mapped_write(volatile void *at, unsigned width, uint32_t value)
{
	if (width == 1)
		*(volatile uint8_t *)at = (uint8_t)value;
	else if (width == 2)
		*(volatile uint16_t *)at = (uint16_t)value;
	else
		*(volatile uint32_t *)at = value;
}
