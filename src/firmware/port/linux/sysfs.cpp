// Reading and writing numbers as text, as the files below /sys want it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/sysfs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace escapement::firmware::linux_port {
namespace {

Descriptor open_file(const std::filesystem::path& file, int flags) {
    return Descriptor(::open(file.c_str(), flags | O_CLOEXEC));
}

bool write_number(const Descriptor& file, std::uint64_t number) {
    std::array<char, 24> text;
    char* end = std::to_chars(text.data(), text.data() + text.size() - 1, number).ptr;
    *end++ = '\n';
    const auto size = static_cast<std::size_t>(end - text.data());
    return ::pwrite(file.number(), text.data(), size, 0) == static_cast<ssize_t>(size);
}

}  // namespace

std::optional<PwmChannel> PwmChannel::open(const std::filesystem::path& root,
                                           std::uint32_t chip,
                                           std::uint32_t channel) {
    const auto pwm = root / "sys/class/pwm";
    const std::string chip_name = std::to_string(chip), channel_name = std::to_string(channel);
    auto folder = pwm / ("pwmchip" + chip_name) / ("pwm" + channel_name);
    if (!std::filesystem::exists(folder)) folder = pwm / ("pwm-" + chip_name + ":" + channel_name);
    PwmChannel opened;
    opened.period_ = open_file(folder / "period", O_WRONLY);
    opened.duty_cycle_ = open_file(folder / "duty_cycle", O_WRONLY);
    opened.enable_ = open_file(folder / "enable", O_WRONLY);
    if (!opened.period_ || !opened.duty_cycle_ || !opened.enable_) return std::nullopt;
    return opened;
}

bool PwmChannel::set_period(std::uint64_t period_ns) {
    if (period_ns == period_ns_) return true;
    // A period shorter than the present pulse is refused.  A channel that never had a period
    // refuses even an empty pulse, so that does not matter.
    write_number(duty_cycle_, 0);
    period_ns_ = period_ns;
    return write_number(period_, period_ns);
}

bool PwmChannel::write(std::uint16_t value) {
    if (value == 0) return write_number(enable_, 0);
    const std::uint64_t pulse_ns = period_ns_ * std::min(value, pwm_max) / pwm_max;
    return write_number(duty_cycle_, pulse_ns) && write_number(enable_, 1);
}

std::optional<AnalogChannel> AnalogChannel::open(const std::filesystem::path& root,
                                                 std::uint32_t channel) {
    const std::string name = "in_voltage" + std::to_string(channel) + "_raw";
    AnalogChannel opened;
    opened.raw_ = open_file(root / "sys/bus/iio/devices/iio:device0" / name, O_RDONLY | O_NONBLOCK);
    if (!opened.raw_) return std::nullopt;
    return opened;
}

std::optional<std::uint16_t> AnalogChannel::read() const {
    std::array<char, 24> text;
    const auto size = ::pread(raw_.number(), text.data(), text.size(), 0);
    std::uint16_t value = 0;
    if (size <= 0) return std::nullopt;
    const auto parsed = std::from_chars(text.data(), text.data() + size, value);
    if (parsed.ec != std::errc{}) return std::nullopt;
    return value;
}

}  // namespace escapement::firmware::linux_port
