// Chooses the backend, and drives it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/printer_client.hpp"

#include <array>
#include <optional>
#include <stdexcept>

#include "client/moonraker_backend.hpp"
#include "client/octoprint_backend.hpp"
#include "client/serial_backend.hpp"
#include "client/streamed_file.hpp"
#include "runtime/actor.hpp"

namespace escapement::app {

namespace {

client::Address address_of(const std::string& text, int usual_port) {
    auto address = client::parse_address(text, usual_port);
    if (!address) throw std::runtime_error(address.error().what);
    return *std::move(address);
}

}  // namespace

bool is_hopeless(const client::Snapshot& known) {
    return known.refused || known.no_port;
}

std::string why_not_streamed(const std::string& path) {
    if (path.empty()) return {};
    const auto file = client::StreamedFile::open(path);
    return file ? std::string() : file.error().what;
}

PrinterClient::PrinterClient(const ClientWish& wish) : backend_(choose(wish)) {
    backend_->connect();
}

std::unique_ptr<client::Backend> PrinterClient::choose(const ClientWish& wish) {
    using client::MoonrakerBackend;
    using client::OctoPrintBackend;
    if (!wish.moonraker.empty()) {
        const auto address = address_of(wish.moonraker, MoonrakerBackend::usual_port);
        return std::make_unique<MoonrakerBackend>(
            network_, client::MoonrakerOptions{address, wish.api_key, wish.user, wish.password});
    }
    if (!wish.octoprint.empty()) {
        const auto address = address_of(wish.octoprint, OctoPrintBackend::usual_port);
        return std::make_unique<OctoPrintBackend>(network_, address, wish.api_key);
    }
    return std::make_unique<client::SerialBackend>(
        ports_, executor_, client::SerialOptions{wish.port, wish.baud});
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
        linger(look_period);
    }
    return End::interrupted;
}

void PrinterClient::linger(base::Seconds time) {
    bool over = false;
    executor_.call_at(outside_.now() + runtime::Executor::to_duration(time),
                      [&over] { over = true; });
    const std::array<runtime::Actor*, 2> actors{&executor_, backend_.get()};
    runtime::drive(outside_, actors, over);
}

PrinterClient::End PrinterClient::serve_until_online(base::Seconds time) {
    constexpr base::Seconds time_to_learn{3.0};
    std::optional<base::HostTime> online_since;
    const auto end = serve(
        [&] {
            const auto& known = backend_->snapshot();
            waiting_.look(known, outside_.now());
            if (is_hopeless(known)) return true;
            if (known.link != client::Link::online) return false;
            if (!online_since) online_since = outside_.now();
            return !known.hotends.empty() ||
                   outside_.now() >= *online_since + runtime::Executor::to_duration(time_to_learn);
        },
        time);
    return is_hopeless(backend_->snapshot()) ? End::late : end;
}

PrinterClient::End PrinterClient::serve_until_reachable(base::Seconds time) {
    const auto end = serve(
        [&] {
            waiting_.look(backend_->snapshot(), outside_.now());
            return client::is_reachable(backend_->snapshot()) || is_hopeless(backend_->snapshot());
        },
        time);
    return is_hopeless(backend_->snapshot()) ? End::late : end;
}

}  // namespace escapement::app
