// One request to a web server, and its answer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "client/network.hpp"

namespace escapement::client {

struct HttpRequest {
    std::string method = "GET";
    std::string path;
    std::string body;     // JSON; empty: none
    std::string api_key;  // empty: none
};

struct HttpAnswer {
    int status = 0;
    std::string body;
};

// The text of a request on a connection that is used once.
std::string request_text(const HttpRequest& request, const Address& address);

// What a server has said so far; `closed` when there is no more to come.  Nothing if the answer is
// not whole yet.
base::Result<std::optional<HttpAnswer>> parse_answer(std::string_view text, bool closed);

// Belongs to one thread.
class HttpExchange {
  public:
    static constexpr std::size_t max_answer = 8 << 20;
    static constexpr base::Seconds patience{20.0};

    HttpExchange(Network& network, const Address& address, const HttpRequest& request);

    // Goes on; the answer, or why there is none, once that is known.
    std::optional<base::Result<HttpAnswer>> poll(base::HostTime now);

  private:
    Address address_;
    std::unique_ptr<runtime::ByteStream> stream_;
    std::string unsent_, heard_;
    std::optional<base::HostTime> begun_;
};

}  // namespace escapement::client
