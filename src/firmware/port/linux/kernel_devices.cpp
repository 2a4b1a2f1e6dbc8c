// The kernel's character devices for GPIO (uapi version 2, Linux 5.10), SPI and I2C.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/kernel_devices.hpp"

#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/spi/spidev.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "firmware/port/linux/descriptor.hpp"

namespace escapement::firmware::linux_port {
namespace {

using messages::I2cStatus;

// Each line is requested by itself, so that it can be changed without touching others.
class KernelGpio : public Gpio {
  public:
    Reason make_output(GpioLine line, bool level) override {
        gpio_v2_line_config config{};
        config.flags = GPIO_V2_LINE_FLAG_OUTPUT;
        config.num_attrs = 1;
        config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
        config.attrs[0].attr.values = level;
        config.attrs[0].mask = 1;
        return request(line, config, Reason::gpio_output_not_opened);
    }
    Reason make_input(GpioLine line, Pull pull) override {
        gpio_v2_line_config config{};
        config.flags = GPIO_V2_LINE_FLAG_INPUT;
        if (pull == Pull::up) config.flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
        if (pull == Pull::down) config.flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN;
        return request(line, config, Reason::gpio_input_not_opened);
    }
    bool write(GpioLine line, bool level) override {
        gpio_v2_line_values values{.bits = level, .mask = 1};
        return ioctl(descriptor(line), GPIO_V2_LINE_SET_VALUES_IOCTL, &values) >= 0;
    }
    std::optional<bool> read(GpioLine line) override {
        gpio_v2_line_values values{.bits = 0, .mask = 1};
        if (ioctl(descriptor(line), GPIO_V2_LINE_GET_VALUES_IOCTL, &values) < 0)
            return std::nullopt;
        return values.bits & 1;
    }

  private:
    using Key = std::pair<std::uint32_t, std::uint32_t>;

    int descriptor(GpioLine line) const {
        const auto found = lines_.find({line.chip, line.offset});
        return found == lines_.end() ? -1 : found->second.number();
    }

    Reason request(GpioLine line, const gpio_v2_line_config& config, Reason refused) {
        const int held = descriptor(line);
        gpio_v2_line_config changed = config;
        if (held >= 0)
            return ioctl(held, GPIO_V2_LINE_SET_CONFIG_IOCTL, &changed) < 0 ? refused
                                                                            : Reason::none;
        const Setup<int> chip = open_chip(line.chip);
        if (!chip) return chip.reason();
        gpio_v2_line_request asked{};
        asked.offsets[0] = line.offset;
        asked.num_lines = 1;
        asked.config = config;
        std::strcpy(asked.consumer, "escapement");
        if (ioctl(*chip, GPIO_V2_GET_LINE_IOCTL, &asked) < 0) return refused;
        lines_.emplace(Key{line.chip, line.offset}, Descriptor(asked.fd));
        return Reason::none;
    }

    Setup<int> open_chip(std::uint32_t chip) {
        if (const auto found = chips_.find(chip); found != chips_.end())
            return found->second.number();
        const std::string path = "/dev/gpiochip" + std::to_string(chip);
        Descriptor opened(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!opened)
            return errno == ENOENT ? Reason::gpio_chip_not_found : Reason::gpio_chip_not_opened;
        return chips_.emplace(chip, std::move(opened)).first->second.number();
    }

    std::map<std::uint32_t, Descriptor> chips_;
    std::map<Key, Descriptor> lines_;
};

// Opens a device unless it is open, and gives its descriptor.
class OpenFiles {
  public:
    Setup<int> open(const std::string& path, Reason refused) {
        if (const auto found = files_.find(path); found != files_.end())
            return found->second.number();
        Descriptor opened(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!opened) return refused;
        return files_.emplace(path, std::move(opened)).first->second.number();
    }

  private:
    std::map<std::string, Descriptor> files_;
};

class KernelSpi : public SpiBuses {
  public:
    Setup<int> open(std::uint32_t bus, std::uint32_t device) override {
        return files_.open("/dev/spidev" + std::to_string(bus) + "." + std::to_string(device),
                           Reason::spi_not_opened);
    }
    Reason set_mode(int device, std::uint8_t mode, std::uint32_t rate_hz) override {
        if (ioctl(device, SPI_IOC_WR_MAX_SPEED_HZ, &rate_hz) < 0) return Reason::spi_speed;
        if (ioctl(device, SPI_IOC_WR_MODE, &mode) < 0) return Reason::spi_mode;
        return Reason::none;
    }
    bool exchange(int device, std::uint32_t rate_hz, std::span<std::uint8_t> data) override {
        if (data.empty()) return true;
        spi_ioc_transfer transfer{};
        transfer.tx_buf = transfer.rx_buf = reinterpret_cast<std::uintptr_t>(data.data());
        transfer.len = static_cast<std::uint32_t>(data.size());
        transfer.speed_hz = rate_hz;
        transfer.bits_per_word = 8;
        return ioctl(device, SPI_IOC_MESSAGE(1), &transfer) >= 0;
    }

  private:
    OpenFiles files_;
};

class KernelI2c : public I2cBuses {
  public:
    Setup<int> open(std::uint32_t bus) override {
        const auto opened = files_.open("/dev/i2c-" + std::to_string(bus), Reason::i2c_not_opened);
        if (!opened) return opened;
        unsigned long functions = 0;
        const bool can_transfer =
            ioctl(*opened, I2C_FUNCS, &functions) >= 0 && (functions & I2C_FUNC_I2C);
        return can_transfer ? opened : Setup<int>(Reason::i2c_not_opened);
    }
    I2cStatus transfer(int bus,
                       std::uint8_t address,
                       wire::Bytes write,
                       std::span<std::uint8_t> read) override {
        std::vector<std::uint8_t> out(write.begin(), write.end());
        std::array<i2c_msg, 2> parts{};
        std::uint32_t count = 0;
        if (!out.empty() || read.empty())
            parts[count++] = {address, 0, static_cast<std::uint16_t>(out.size()), out.data()};
        if (!read.empty())
            parts[count++] = {
                address, I2C_M_RD, static_cast<std::uint16_t>(read.size()), read.data()};
        i2c_rdwr_ioctl_data all{parts.data(), count};
        return ioctl(bus, I2C_RDWR, &all) < 0 ? I2cStatus::nack : I2cStatus::success;
    }

  private:
    OpenFiles files_;
};

}  // namespace

Devices kernel_devices() {
    return {std::make_unique<KernelGpio>(),
            std::make_unique<KernelSpi>(),
            std::make_unique<KernelI2c>(),
            "/"};
}

}  // namespace escapement::firmware::linux_port
