// Claims about asking web servers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/http_exchange.hpp"

#include <gtest/gtest.h>

#include "client/testing_network.hpp"

namespace escapement::client {
namespace {

std::string parsed(const std::string& text, bool closed = false) {
    const auto answer = parse_answer(text, closed);
    if (!answer) return answer.error().what;
    return *answer ? std::to_string((*answer)->status) + " " + (*answer)->body : "not whole";
}

TEST(HttpExchange, answers_end_in_three_ways) {
    const std::string sized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    EXPECT_EQ(parsed(sized), "200 hello");
    EXPECT_EQ(parsed(sized.substr(0, sized.size() - 1)), "not whole");
    const std::string chunked =
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    EXPECT_EQ(parsed(chunked), "201 hello");
    EXPECT_EQ(parsed(chunked.substr(0, chunked.size() - 6)), "not whole");
    EXPECT_EQ(parsed("HTTP/1.0 404 No\r\n\r\nhello"), "not whole");
    EXPECT_EQ(parsed("HTTP/1.0 404 No\r\n\r\nhello", true), "404 hello");
}

TEST(HttpExchange, nonsense_is_an_error) {
    const std::string error = "the server sends what is no HTTP";
    EXPECT_EQ(parsed("SSH-2.0\r\n\r\n"), error);
    EXPECT_EQ(parsed("HTTP/1.1 200", true), error);
    EXPECT_EQ(parsed(std::string(100000, 'x')), error);
    EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), error);
    EXPECT_EQ(parsed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", true), error);
}

TEST(HttpExchange, a_request_has_all_it_needs) {
    EXPECT_EQ(request_text({"POST", "/api/job", "{}", "key"}, {"octopi", 80}),
              "POST /api/job HTTP/1.1\r\nHost: octopi:80\r\nConnection: close\r\n"
              "Accept: application/json\r\nX-Api-Key: key\r\nContent-Type: application/json\r\n"
              "Content-Length: 2\r\n\r\n{}");
}

TEST(HttpExchange, a_server_that_is_silent_is_given_up) {
    TestNetwork network;
    HttpExchange exchange(network, {"octopi", 80}, {.path = "/"});
    EXPECT_FALSE(exchange.poll(base::HostTime{}));
    const auto answer = exchange.poll(base::HostTime{std::chrono::seconds(21)});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().what, "octopi:80: does not answer");
}

}  // namespace
}  // namespace escapement::client
