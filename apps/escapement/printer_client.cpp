// Chooses the backend, and drives it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/printer_client.hpp"

#include <array>

#include "client/serial_backend.hpp"
#include "runtime/actor.hpp"

namespace escapement::app {

PrinterClient::PrinterClient(const ClientWish& wish)
    : backend_(std::make_unique<client::SerialBackend>(
          ports_, executor_, client::SerialOptions{wish.port, wish.baud})) {
    backend_->connect();
}

PrinterClient::End PrinterClient::serve(const std::function<bool()>& reached,
                                        base::Seconds time,
                                        const std::function<void(const client::Event&)>& tell) {
    constexpr base::Seconds look_period{0.05};
    const auto end = outside_.now() + runtime::Executor::to_duration(time);
    while (!interrupts_.interrupted()) {
        for (const auto& event : backend_->events().take().events)
            if (tell) tell(event);
        if (reached()) return End::reached;
        if (outside_.now() >= end) return End::late;
        bool over = false;
        executor_.call_at(outside_.now() + runtime::Executor::to_duration(look_period),
                          [&over] { over = true; });
        const std::array<runtime::Actor*, 2> actors{&executor_, backend_.get()};
        runtime::drive(outside_, actors, over);
    }
    return End::interrupted;
}

PrinterClient::End PrinterClient::serve_until_online(base::Seconds time) {
    return serve(
        [this] {
            const auto& known = backend_->snapshot();
            return known.link == client::Link::online && !known.hotends.empty();
        },
        time);
}

}  // namespace escapement::app
