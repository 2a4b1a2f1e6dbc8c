// Opens what a board's serial option names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/device_wiring.hpp"

#include <filesystem>

#include "mcu/board_reset.hpp"
#include "mcu/can_bus.hpp"
#include "mcu/socket_port.hpp"
#include "runtime/serial_port.hpp"

namespace escapement::app {
namespace {

using base::Result;
using runtime::Task;
namespace fs = std::filesystem;

// Is watched while it works: a broken one would wake its watcher for ever.
class WatchedStream final : public runtime::ByteStream {
  public:
    WatchedStream(runtime::Watcher& watcher,
                  int descriptor,
                  std::unique_ptr<runtime::ByteStream> inner)
        : watcher_(watcher), descriptor_(descriptor), inner_(std::move(inner)) {
        watcher_.watch(descriptor_);
    }
    ~WatchedStream() override { watcher_.unwatch(descriptor_); }
    WatchedStream(const WatchedStream&) = delete;
    WatchedStream& operator=(const WatchedStream&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        const auto count = inner_->write(bytes);
        look_after();
        return count;
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const auto count = inner_->read(buffer);
        look_after();
        return count;
    }
    std::string failure() const override { return inner_->failure(); }

  private:
    void look_after() {
        if (!inner_->failure().empty()) watcher_.unwatch(descriptor_);
    }
    runtime::Watcher& watcher_;
    const int descriptor_;
    std::unique_ptr<runtime::ByteStream> inner_;
};

bool is_socket(const std::string& path) {
    std::error_code trouble;
    return fs::is_socket(path, trouble);
}

// Pseudo-terminals have neither modem lines nor boot loaders behind them.
bool is_pseudo_terminal(const std::string& path) {
    std::error_code trouble;
    return fs::canonical(path, trouble).string().starts_with("/dev/pts/");
}

template <class Stream>
Result<Wiring::Cable> watched(runtime::Watcher& watcher, Result<std::unique_ptr<Stream>> opened) {
    if (!opened) return std::move(opened.error());
    const int descriptor = (*opened)->file_descriptor();
    return Wiring::Cable(std::make_unique<WatchedStream>(watcher, descriptor, *std::move(opened)));
}

}  // namespace

Task<Result<Wiring::Cable>> DeviceWiring::open(BoardLine line, runtime::Executor& executor) {
    if (line.can)
        co_return watched(watcher_,
                          mcu::CanPort::open(line.can->interface, line.can->uuid, line.can->node));
    if (mcu::is_network_address(line.serial))
        co_return watched(watcher_, mcu::connect_network(line.serial));
    if (is_socket(line.serial)) co_return watched(watcher_, mcu::connect_local(line.serial));
    auto port = runtime::SerialPort::open(line.serial, line.baud);
    if (!port) co_return std::move(port.error());
    // Else a Cheetah board would stay in its boot loader.
    if (line.restart == RestartMethod::cheetah)
        (*port)->set_line(runtime::SerialPort::ModemLine::rts, false);
    if (line.baud != 0 && !is_pseudo_terminal(line.serial)) {
        auto leaving = mcu::leave_boot_loader(**port, line.baud, executor);
        co_await leaving;
    }
    co_return watched(watcher_, std::move(port));
}

bool DeviceWiring::is_plugged_in(const BoardLine& line) const {
    std::error_code trouble;
    return mcu::is_network_address(line.serial) || fs::exists(line.serial, trouble);
}

Task<Result<void>> DeviceWiring::reset(BoardLine line,
                                       RestartMethod how,
                                       runtime::Executor& executor) {
    if (how == RestartMethod::rpi_usb) {
        auto power = mcu::reset_by_usb_power(executor);
        co_return co_await power;
    }
    if (mcu::is_network_address(line.serial) || is_socket(line.serial))
        co_return base::Error{line.serial +
                              ": a socket has no line to reset a board with; set restart_method "
                              "to command"};
    auto pulses = how == RestartMethod::cheetah ? mcu::reset_like_cheetah(line.serial, executor)
                                                : mcu::reset_like_arduino(line.serial, executor);
    co_return co_await pulses;
}

}  // namespace escapement::app
