// Finds ttyACM and ttyUSB devices and opens them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_ports.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "runtime/serial_port.hpp"

namespace escapement::client {

namespace {

class WatchedPort final : public SerialLine {
  public:
    WatchedPort(std::unique_ptr<runtime::SerialPort> port, runtime::Watcher& watcher)
        : port_(std::move(port)), watcher_(watcher) {
        watcher_.watch(port_->file_descriptor());
    }
    ~WatchedPort() override { watcher_.unwatch(port_->file_descriptor()); }
    WatchedPort(const WatchedPort&) = delete;
    WatchedPort& operator=(const WatchedPort&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override { return port_->write(bytes); }
    std::size_t read(std::span<std::uint8_t> buffer) override { return port_->read(buffer); }
    std::string failure() const override { return port_->failure(); }
    base::Result<void> set_baud(int baud) override { return port_->set_baud(baud); }

  private:
    std::unique_ptr<runtime::SerialPort> port_;
    runtime::Watcher& watcher_;
};

}  // namespace

std::vector<std::string> SystemPorts::list() {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/dev", error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("ttyACM") || name.starts_with("ttyUSB"))
            found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

base::Result<std::unique_ptr<SerialLine>> SystemPorts::open(const std::string& path, int baud) {
    auto port = runtime::SerialPort::open(path, baud);
    if (!port) return std::move(port.error());
    return std::unique_ptr<SerialLine>(new WatchedPort(*std::move(port), watcher_));
}

}  // namespace escapement::client
