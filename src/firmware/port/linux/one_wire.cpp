// Reads thermometers in the background.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/one_wire.hpp"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <utility>

namespace escapement::firmware::linux_port {

std::optional<std::int32_t> parse_w1_slave(std::string_view text) {
    if (text.find("YES") == std::string_view::npos) return std::nullopt;
    const std::size_t mark = text.find("t=");
    if (mark == std::string_view::npos) return std::nullopt;
    std::int32_t value = 0;
    const auto parsed = std::from_chars(text.data() + mark + 2, text.data() + text.size(), value);
    if (parsed.ec != std::errc{}) return std::nullopt;
    return value;
}

OneWireReader::OneWireReader(Descriptor file)
    : file_(std::move(file)), thread_([this] { work(); }) {
    // Steps come first.  Without the right to real time the thread is ordinary already.
    const sched_param ordinary{};
    pthread_setschedparam(thread_.native_handle(), SCHED_OTHER, &ordinary);
}

OneWireReader::~OneWireReader() {
    {
        const std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void OneWireReader::request() {
    {
        const std::lock_guard guard(mutex_);
        state_ = Reading::under_way;
    }
    changed_.notify_one();
}

Reading OneWireReader::state() const {
    const std::lock_guard guard(mutex_);
    return state_;
}

std::int32_t OneWireReader::millidegrees() const {
    const std::lock_guard guard(mutex_);
    return millidegrees_;
}

void OneWireReader::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || state_ == Reading::under_way; });
        if (stopping_) return;
        lock.unlock();
        const auto value = read_file();
        lock.lock();
        state_ = value ? Reading::good : Reading::failed;
        if (value) millidegrees_ = *value;
    }
}

std::optional<std::int32_t> OneWireReader::read_file() const {
    std::array<char, 128> text;
    const auto size = ::pread(file_.number(), text.data(), text.size(), 0);
    if (size <= 0) return std::nullopt;
    return parse_w1_slave({text.data(), static_cast<std::size_t>(size)});
}

}  // namespace escapement::firmware::linux_port
