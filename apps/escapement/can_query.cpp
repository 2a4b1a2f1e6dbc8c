// escapement can-query: which boards on a CAN bus still wait for a number.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <set>

#include "escapement/commands.hpp"
#include "escapement/loading.hpp"
#include "mcu/can_bus.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {
namespace {

constexpr base::Seconds listening{2.0};

void show(const mcu::CanCandidate& found) {
    std::printf("Found canbus_uuid=%s, Application: %s\n",
                found.uuid.text().c_str(),
                found.application.c_str());
}

// Each board is shown once, as soon as it answers.
std::size_t listen(mcu::CanSocket& bus) {
    runtime::SystemOutside outside;
    outside.watch(bus.file_descriptor());
    std::set<std::uint64_t> known;
    const auto end = outside.now() + base::host_duration(listening);
    while (outside.now() < end && bus.failure().empty()) {
        outside.wait_until(end);
        while (const auto frame = bus.receive())
            if (const auto found = mcu::read_can_candidate(*frame))
                if (known.insert(found->uuid.raw).second) show(*found);
    }
    return known.size();
}

}  // namespace

int query_can(const CanQueryWish& wish) {
    auto bus = mcu::CanSocket::open(wish.interface, mcu::can_admin_answers);
    if (!bus) {
        complain(bus.error().what);
        return exit_failed;
    }
    if (!(*bus)->send(mcu::can_query())) {
        complain((*bus)->failure().empty() ? wish.interface + ": the bus takes no frames"
                                           : (*bus)->failure());
        return exit_failed;
    }
    const std::size_t count = listen(**bus);
    std::printf("Total %zu uuids found\n", count);
    return exit_good;
}

}  // namespace escapement::app
