/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_WIRE_H
#define VIRTIO_WIRE_H

#include "virtio/device.h"

/*
 * The wire lane's devices. The sets name what can be claimed, as it was when the first
 * of them was asked: ids stay what they were although a claimed device vanishes from
 * the kernel's virtio bus. `path` is the directory of the PCI or platform device.
 * Units with these sets have UNIT_CLAIMS.
 */
extern const struct device_set wire_devices; /* every one */
extern const struct device_set wire_pci_devices, wire_mmio_devices;
extern const struct device_set wire_nets, wire_blocks, wire_consoles, wire_entropies, wire_balloons,
	wire_gpus, wire_inputs, wire_vsocks, wire_sounds, wire_filesystems, wire_pmems, wire_rpmbs;

/* For the tests: the snapshot is these devices instead of the machine's. */
void wire_devices_are(const struct device *devices, size_t count);

/*
 * Opens the job's device, which is claimed, and resets it; the job's end resets it
 * again. Ends the job with `fail` where the device lacks what every device must have.
 */
struct vdev *wire_open(struct job *job);
/* Only its bus: for checks of what wire_open() relies on. `ops` is NULL. */
struct vdev *wire_open_bus(struct job *job);
/* For the tests: opens a bus in the machine's place; NULL: the machine's. */
typedef struct bus *wire_bus_open(const char *path, struct message *msg);
void wire_bus_is(wire_bus_open *open, bool mmio);
bool wire_is_mmio(const struct device *device);
/* "virtio.block[0]" is of class "block"; NULL: any class. */
bool wire_is_class(const struct device *device, const char *class);

#endif
