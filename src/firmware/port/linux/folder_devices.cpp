// Plain files in the place of GPIO lines, SPI devices and I2C chips.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/folder_devices.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include "firmware/port/linux/descriptor.hpp"

namespace escapement::firmware::linux_port {
namespace {

using std::filesystem::path;

// A chip is a folder, a line is a file in it that begins with 0 or 1.
class FolderGpio : public Gpio {
  public:
    explicit FolderGpio(const path& root) : folder_(root / "dev") {}

    Reason make_output(GpioLine line, bool level) override {
        const Reason reason = open_line(line, Reason::gpio_output_not_opened);
        if (reason != Reason::none) return reason;
        return write(line, level) ? Reason::none : Reason::gpio_output_not_opened;
    }
    // A line that nobody pulls elsewhere follows its own pull.
    Reason make_input(GpioLine line, Pull pull) override {
        const Reason reason = open_line(line, Reason::gpio_input_not_opened);
        if (reason != Reason::none) return reason;
        const bool is_empty = !level_of(line);
        if (is_empty && !write(line, pull == Pull::up)) return Reason::gpio_input_not_opened;
        return Reason::none;
    }
    bool write(GpioLine line, bool level) override {
        return ::pwrite(descriptor(line), level ? "1" : "0", 1, 0) == 1;
    }
    // While somebody writes the file anew, it is empty for a moment.
    std::optional<bool> read(GpioLine line) override {
        if (const auto level = level_of(line)) last_levels_[key(line)] = *level;
        const auto known = last_levels_.find(key(line));
        return known == last_levels_.end() ? std::nullopt : std::optional(known->second);
    }

  private:
    std::optional<bool> level_of(GpioLine line) const {
        char level = 0;
        if (::pread(descriptor(line), &level, 1, 0) != 1) return std::nullopt;
        return level == '1';
    }
    using Key = std::pair<std::uint32_t, std::uint32_t>;
    static Key key(GpioLine line) { return {line.chip, line.offset}; }

    int descriptor(GpioLine line) const {
        const auto found = lines_.find(key(line));
        return found == lines_.end() ? -1 : found->second.number();
    }
    Reason open_line(GpioLine line, Reason refused) {
        if (descriptor(line) >= 0) return Reason::none;
        const path chip = folder_ / ("gpiochip" + std::to_string(line.chip));
        if (!std::filesystem::is_directory(chip)) return Reason::gpio_chip_not_found;
        const path file = chip / ("line" + std::to_string(line.offset));
        Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
        if (!opened) return refused;
        lines_.emplace(key(line), std::move(opened));
        return Reason::none;
    }

    path folder_;
    std::map<Key, Descriptor> lines_;
    std::map<Key, bool> last_levels_;
};

// What a file holds from `offset` on, followed by zeros.
void read_at(int file, std::size_t offset, std::span<std::uint8_t> data) {
    const auto got = ::pread(file, data.data(), data.size(), static_cast<off_t>(offset));
    const std::size_t size = got < 0 ? 0 : static_cast<std::size_t>(got);
    std::fill(data.begin() + static_cast<std::ptrdiff_t>(size), data.end(), std::uint8_t{0});
}

// A device is a file that holds what it answers to each transfer.  What was sent to it last is
// written to a file beside it, whose name ends in `.sent`.
class FolderSpi : public SpiBuses {
  public:
    explicit FolderSpi(const path& root) : folder_(root / "dev") {}

    Setup<int> open(std::uint32_t bus, std::uint32_t device) override {
        const path name = folder_ / ("spidev" + std::to_string(bus) + "." + std::to_string(device));
        Descriptor answers(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
        Descriptor sent(::open(
            (name.string() + ".sent").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        if (!answers || !sent) return Reason::spi_not_opened;
        const int number = answers.number();
        devices_[number] = {std::move(answers), std::move(sent)};
        return number;
    }
    Reason set_mode(int, std::uint8_t, std::uint32_t) override { return Reason::none; }
    bool exchange(int device, std::uint32_t, std::span<std::uint8_t> data) override {
        const auto found = devices_.find(device);
        if (found == devices_.end()) return false;
        const int sent = found->second.sent.number();
        const bool noted =
            ::ftruncate(sent, 0) == 0 &&
            ::pwrite(sent, data.data(), data.size(), 0) == static_cast<ssize_t>(data.size());
        read_at(device, 0, data);
        return noted;
    }

  private:
    struct Device {
        Descriptor answers;
        Descriptor sent;
    };

    path folder_;
    std::map<int, Device> devices_;
};

// A bus is a folder; a chip is a file in it named after its address (two hexadecimal digits) that
// holds its registers.  The first byte written chooses a register; more bytes are written from
// there on, and reading begins there.
class FolderI2c : public I2cBuses {
  public:
    explicit FolderI2c(const path& root) : folder_(root / "dev") {}

    Setup<int> open(std::uint32_t bus) override {
        if (!std::filesystem::is_directory(bus_folder(static_cast<int>(bus))))
            return Reason::i2c_not_opened;
        return static_cast<int>(bus);
    }
    messages::I2cStatus transfer(int bus,
                                 std::uint8_t address,
                                 wire::Bytes write,
                                 std::span<std::uint8_t> read) override {
        char name[3];
        std::snprintf(name, sizeof name, "%02x", address & 0x7fU);
        const Descriptor chip(::open((bus_folder(bus) / name).c_str(), O_RDWR | O_CLOEXEC));
        if (!chip)
            return write.empty() && !read.empty() ? messages::I2cStatus::start_read_nack
                                                  : messages::I2cStatus::start_nack;
        const std::size_t first = write.empty() ? 0 : write.front();
        if (write.size() > 1 &&
            ::pwrite(chip.number(), write.data() + 1, write.size() - 1, static_cast<off_t>(first)) <
                0)
            return messages::I2cStatus::nack;
        read_at(chip.number(), first, read);
        return messages::I2cStatus::success;
    }

  private:
    path bus_folder(int bus) const { return folder_ / ("i2c-" + std::to_string(bus)); }

    path folder_;
};

}  // namespace

Devices folder_devices(const std::filesystem::path& root) {
    return {std::make_unique<FolderGpio>(root),
            std::make_unique<FolderSpi>(root),
            std::make_unique<FolderI2c>(root),
            root};
}

}  // namespace escapement::firmware::linux_port
