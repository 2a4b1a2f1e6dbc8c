// Pulse widths and voltages by way of the files that the kernel shows below /sys.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "firmware/board.hpp"
#include "firmware/port/linux/descriptor.hpp"

namespace escapement::firmware::linux_port {

inline constexpr std::uint16_t pwm_max = 1 << 15;

// A channel of /sys/class/pwm, which must have been exported; see the kernel's pwm.rst.
class PwmChannel {
  public:
    // Looks for pwmchipC/pwmN, as most kernels call it, or pwm-C:N.  Off until the first write.
    static std::optional<PwmChannel> open(const std::filesystem::path& root,
                                          std::uint32_t chip,
                                          std::uint32_t channel);

    // Both false if the kernel refused.  `value` is 0 to pwm_max.
    bool set_period(std::uint64_t period_ns);
    bool write(std::uint16_t value);

  private:
    Descriptor period_;
    Descriptor duty_cycle_;
    Descriptor enable_;
    std::uint64_t period_ns_ = 0;
};

// A voltage of the first device below /sys/bus/iio.
class AnalogChannel {
  public:
    static std::optional<AnalogChannel> open(const std::filesystem::path& root,
                                             std::uint32_t channel);
    // Nothing if the kernel refused or gave no number.
    std::optional<std::uint16_t> read() const;

  private:
    Descriptor raw_;
};

}  // namespace escapement::firmware::linux_port
